// Keeps the half-typed text of a call every few seconds. The page works without it.
const note = document.querySelector('[data-draft-url]')
const form = note?.closest('form')
let changed = false

async function keep () {
  if (!changed) return
  changed = false
  try {
    const answer = await fetch(note.dataset.draftUrl, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error'
    })
    note.textContent = answer.ok ? 'What you type is kept.' : 'What you type is not being kept.'
  } catch {
    changed = true
    note.textContent = 'What you type is not being kept. Save the enquiry.'
  }
}

if (form) {
  form.addEventListener('input', () => { changed = true })
  form.addEventListener('submit', () => { changed = false })
  document.addEventListener('visibilitychange', () => { if (document.hidden) keep() })
  setInterval(keep, 4000)
}
