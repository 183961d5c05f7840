import { chromium } from 'playwright-core'

/** Opens a page in Debian's Chromium, lets `look` see it, prints what that returns and what went wrong. */
export async function see(url, { width = 1280, height = 900, screenshot }, look) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width, height } })
    const errors = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('requestfailed', (request) => errors.push(`failed: ${request.url()}`))
    page.on('response', (response) => { if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`) })
    page.on('request', (request) => { if (new URL(request.url()).host !== new URL(url).host && !request.url().startsWith('data:')) errors.push(`foreign: ${request.url()}`) })
    await page.goto(url)
    const seen = await look(page)
    if (screenshot) await page.screenshot({ path: screenshot })
    console.log(JSON.stringify({ ...seen, errors }))
  } finally {
    await browser.close()
  }
}
