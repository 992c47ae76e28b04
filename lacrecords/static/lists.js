// Turns long drop-down lists into boxes that one types into. Needs the vendor script on the page.
for (const list of document.querySelectorAll('select[data-autocomplete-list]')) {
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: list,
    defaultValue: list.selectedIndex > 0 ? list.options[list.selectedIndex].text : '',
    showAllValues: true,
    minLength: 2
  })
}
