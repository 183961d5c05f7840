import { see } from './browser.mjs'

const [url, screenshot] = process.argv.slice(2)
await see(`${url}admin/#/serverConfiguration/plugins/-`, { screenshot }, async (page) => {
  const row = page.locator('tr[data-plugin-id="_boat_hello"]')
  await row.waitFor()
  const rows = await page.locator('tr[data-plugin-id]').allInnerTexts()
  await row.click()
  const message = page.locator('#root_configuration_message')
  await message.waitFor()
  const before = await message.inputValue()
  await message.fill('from the admin interface')
  await page.getByRole('button', { name: 'Save Configuration' }).click()
  await page.getByText('Configuration saved successfully').waitFor()
  const enabled = page.locator('input[name=enabled]')
  const wasEnabled = await enabled.isChecked()
  const saved = page.waitForResponse((response) => response.request().method() === 'POST')
  await enabled.locator('xpath=..').click()
  return { rows, before, wasEnabled, status: (await saved).status(), body: await page.locator('body').innerText() }
})
