import { see } from './browser.mjs'

const [url, screenshot] = process.argv.slice(2)
await see(url, { screenshot }, async (page) => {
  // What is new in this version, shown at the first visit.
  await page.locator('.modal .close, button.close').first().click()
  await page.waitForFunction(() => document.body.innerText.includes('navigation.courseOverGroundTrue'))
  const first = await page.locator('#content').innerText()
  await page.waitForFunction((before) => document.getElementById('content').innerText !== before, first)
  return { first, later: await page.locator('#content').innerText() }
})
