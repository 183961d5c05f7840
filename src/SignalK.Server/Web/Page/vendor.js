// Whose unit this is: logo, model, whom to ask.
import { element } from './dom.js'

export function showVendor(vendor) {
  if (!vendor) return
  const logo = document.getElementById('logo')
  if (vendor.logo) Object.assign(logo, { src: '/page/vendor-logo', alt: vendor.name, hidden: false })
  const line = document.getElementById('vendor')
  line.replaceChildren(`${vendor.name} ${vendor.model}`,
    ...(vendor.support ? [' · ', vendor.support] : []),
    ...(vendor.url ? [' · ', element('a', { href: vendor.url, rel: 'noreferrer', textContent: new URL(vendor.url).host })] : []))
  line.hidden = false
}
