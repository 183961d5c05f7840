// Everything that came from outside goes in as text, never as markup.
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

export const button = (text, onclick, className = '') => element('button', { type: 'button', textContent: text, className, onclick })
