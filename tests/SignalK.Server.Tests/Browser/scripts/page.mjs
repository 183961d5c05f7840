import { see } from './browser.mjs'

const [url, screenshot, width] = process.argv.slice(2)
await see(url, { width: +width, screenshot }, async (page) => {
  const speed = page.locator('.tile', { hasText: 'Speed' })
  await speed.waitFor()
  await page.waitForFunction(() => document.querySelectorAll('#targets tbody tr').length > 0)
  await page.waitForFunction(() => document.querySelectorAll('#connections li').length > 0)
  const human = await speed.innerText()
  await speed.click()
  await page.waitForFunction(() => document.querySelector('.tile .unit').textContent === 'm/s')
  return {
    human,
    si: await speed.innerText(),
    vessel: await page.locator('#vessel').innerText(),
    link: await page.locator('#link').innerText(),
    target: await page.locator('#targets tbody tr').first().innerText(),
    connection: await page.locator('#connections li').first().innerText(),
    faults: await page.locator('#faults').innerText(),
    alarms: await page.locator('#alarms').innerText(),
    overflow: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    figures: await page.locator('#values tbody tr').count(),
  }
})
