// Starts Swagger's page: from a file, because the content security policy allows nothing inline.
const where = document.getElementById('swagger')
window.SwaggerUIBundle({
  domNode: where,
  url: where.dataset.schema,
  deepLinking: false,
  validatorUrl: null,
  supportedSubmitMethods: ['get'],
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout'
})
