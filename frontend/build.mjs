/**
 * Builds the stylesheet and scripts into static/build/ (git-ignored).
 *
 * Run once at set-up by `npm run build`; nothing of Node is needed afterwards.
 * The packages are installed, never committed, so what the browser needs of
 * them is copied here: two ready-made script modules, the few images our
 * compiled stylesheet really refers to, and the typeface of printed documents.
 */
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { compile } from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'frontend')
const packages = join(root, 'node_modules')
const target = join(root, 'static', 'build')
// Built beside and swapped in, so a server running meanwhile never sees half a build.
const scratch = `${target}.${process.pid}`

const modules = [
  'govuk-frontend/dist/govuk/govuk-frontend.min.js',
  '@ministryofjustice/frontend/moj/moj-frontend.min.js'
]
const imageFolders = [
  join(source, 'images'),
  join(packages, '@ministryofjustice/frontend/moj/assets/images')
]

// For documents set by typst on the server; pages use the reader's own fonts.
const typeface = join(packages, '@expo-google-fonts/atkinson-hyperlegible')
const styles = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']

/** The published modules name source maps that we do not serve: a hashed
 * static file storage would refuse them, and browsers would ask in vain. */
function withoutSourceMap (text) {
  return text.replace(/\/[/*][#@] sourceMappingURL=.*?(\*\/)?\s*$/s, '\n')
}

async function copyImage (name, folder) {
  for (const from of imageFolders) {
    try {
      await copyFile(join(from, name), join(folder, name))
      return
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  throw new Error(`The stylesheet refers to images/${name}, which no package holds`)
}

await rm(scratch, { recursive: true, force: true })
await mkdir(join(scratch, 'images'), { recursive: true })

const { css } = compile(join(source, 'app.scss'), {
  loadPaths: [root],
  style: 'compressed',
  quietDeps: true,
  // Warnings about the packages' own use of each other are not ours to mend.
  logger: {
    warn (message, { stack }) {
      if (!stack?.includes('node_modules')) console.warn(message, stack ?? '')
    }
  }
})
// GOV.UK's font and emblems may not be used here, and nothing comes from another host.
for (const forbidden of [/@font-face/, /GDS Transport/, /crest|crown/, /url\("?(https?:)?\/\//]) {
  if (forbidden.test(css)) throw new Error(`The stylesheet must not contain ${forbidden}`)
}
await writeFile(join(scratch, 'app.css'), css)

const images = new Set(
  [...css.matchAll(/url\("?(images\/[^")]+)"?\)/g)].map(([, url]) => basename(url))
)
images.add('favicon.svg')
for (const name of images) await copyImage(name, join(scratch, 'images'))

for (const name of modules) {
  const text = await readFile(join(packages, name), 'utf8')
  await writeFile(join(scratch, basename(name)), withoutSourceMap(text))
}
await mkdir(join(scratch, 'fonts'))
for (const style of styles) {
  const name = `AtkinsonHyperlegible_${style}.ttf`
  await copyFile(join(typeface, style, name), join(scratch, 'fonts', name))
}
// The licence goes where the typeface goes.
await copyFile(join(typeface, 'LICENSE_FONT'), join(scratch, 'fonts', 'LICENSE_FONT'))
for (const name of ['app.js', 'early.js']) await copyFile(join(source, name), join(scratch, name))

await rm(target, { recursive: true, force: true })
await rename(scratch, target)
console.log(`static/build: app.css ${Math.round(css.length / 1024)} kB, ${images.size} images, ${modules.length + 2} scripts, ${styles.length} fonts`)
