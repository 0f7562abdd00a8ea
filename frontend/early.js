// Runs before the page is painted, so that parts which scripts will take over
// (conditional questions, menus) do not jump. A file of its own because the
// content security policy allows no inline script.
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
