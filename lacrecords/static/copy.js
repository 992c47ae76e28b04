// Puts a button beside a text that is to be pasted elsewhere. Without scripts the text is
// selected and copied by hand.
for (const text of document.querySelectorAll('[data-copies]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = 'Copy the note'
  button.addEventListener('click', async () => {
    text.select()
    try {
      await navigator.clipboard.writeText(text.value)
      button.textContent = 'Copied'
    } catch {
      document.execCommand('copy')
      button.textContent = 'Copied'
    }
  })
  text.insertAdjacentElement('afterend', button)
}
