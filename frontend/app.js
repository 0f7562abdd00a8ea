/**
 * Starts the GOV.UK and MoJ components. Every page works without this file.
 *
 * The addresses of the two modules come from this script's own tag: their
 * names carry a content hash in production, which a plain import cannot know.
 */
const { govuk, moj } = document.querySelector('script[data-govuk][data-moj]').dataset

const [govukFrontend, mojFrontend] = await Promise.all([import(govuk), import(moj)])

govukFrontend.initAll()
mojFrontend.initAll()
// MoJ leaves its filter out of initAll, because it needs a place for its button.
govukFrontend.createAll(mojFrontend.FilterToggleButton)

/** A whole date pasted into the day box moves into the three boxes at once;
 * the server understands it in one box too, for those without scripts. */
for (const boxes of document.querySelectorAll('.govuk-date-input')) {
  const [day, month, year] = boxes.querySelectorAll('input')
  day?.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text').trim() ?? ''
    const parts = text.match(/^([0-9]{1,2})[\s/.-]+([0-9]{1,2}|[A-Za-z]{3,9})[\s/.-]+([0-9]{4})$/)
    if (!parts || !month || !year) return
    event.preventDefault();
    [day.value, month.value, year.value] = parts.slice(1)
    year.focus()
  })
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

/** Saves what is being typed, a moment after the last key: a browser that closes takes nothing with it. */
for (const form of document.querySelectorAll('form[data-draft-of]')) {
  const said = form.querySelector('[data-draft-said]')
  const { draftOf, draftTo } = form.dataset
  let timer
  let under = new AbortController()
  const save = async () => {
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    typed.set('draft_of', draftOf)
    const answer = await fetch(draftTo, { method: 'POST', body: typed, redirect: 'manual', signal: under.signal }).catch(() => null)
    said.hidden = false
    said.textContent = answer?.status === 204
      ? `Draft saved at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}. It is not on the record until you finish.`
      : 'The draft could not be saved just now. What you typed is still here.'
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(save, 1500)
  })
  // What is sent must not come back as a draft.
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    under.abort()
    under = new AbortController()
  })
}

/** Says two minutes before a session ends that it will, and lets somebody stay. The server ends it either way, and
 * keeps what was typed; another tab's use counts there and is not seen here, so staying asks the server. */
const idle = document.querySelector('[data-idle-after]')
if (idle) {
  const [warning, over] = ['warn', 'over'].map((name) => idle.querySelector(`[data-idle="${name}"]`))
  const seconds = Number(idle.dataset.idleAfter)
  let timers = []
  const wait = () => {
    timers.forEach(clearTimeout)
    warning.hidden = true
    timers = [
      setTimeout(() => { warning.hidden = false }, (seconds - 120) * 1000),
      setTimeout(() => { warning.hidden = true; over.hidden = false }, seconds * 1000)
    ]
  }
  warning.querySelector('button').addEventListener('click', async () => {
    const answer = await fetch(idle.dataset.stay, { redirect: 'manual' }).catch(() => null)
    if (answer?.status === 204) wait()
    else { warning.hidden = true; over.hidden = false }
  })
  wait()
}
