// Runs before the page is painted, so that parts which scripts will take over
// (conditional questions, menus) do not jump. A file of its own because the
// content security policy allows no inline script.
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}

// The content security policy lets scripts turn no text into markup, except
// through this: plain words, which is all that the components in use here need.
window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (/[<&]/.test(text) ? null : text)
})
