// The boat in the middle, always pointing up; the card turns with her heading.
const NS = 'http://www.w3.org/2000/svg'
const deg = (rad) => rad * 180 / Math.PI

export class Dial {
  #card; #course; #apparent; #true; #figure; #keys

  constructor(svg) {
    make(svg, 'circle', { r: 98, class: 'dial-ring' })
    this.#card = make(svg, 'g')
    for (let a = 0; a < 360; a += 10) {
      const main = a % 30 === 0
      make(this.#card, 'line', { y1: -98, y2: main ? -88 : -93, transform: `rotate(${a})`, class: main ? 'dial-tick main' : 'dial-tick' })
    }
    for (const [letter, a] of [['N', 0], ['E', 90], ['S', 180], ['W', 270]]) {
      const text = make(this.#card, 'text', { y: -77, transform: `rotate(${a})`, class: letter === 'N' ? 'dial-letter north' : 'dial-letter' })
      text.textContent = letter
    }
    make(svg, 'path', { d: 'M0 -42 C15 -22 16 12 11 34 L-11 34 C-16 12 -15 -22 0 -42Z', class: 'dial-boat' })
    this.#course = make(svg, 'path', { d: 'M0 -98 L-6 -84 L0 -88 L6 -84Z', class: 'dial-course' })
    this.#true = make(svg, 'path', { d: 'M0 -66 L-6 -86 L6 -86Z', class: 'dial-wind true' })
    this.#apparent = make(svg, 'path', { d: 'M0 -62 L-8 -88 L8 -88Z', class: 'dial-wind' })
    this.#figure = make(svg, 'text', { y: 56, class: 'dial-figure' })
    this.#keys = [
      [make(svg, 'text', { x: -107, y: -101, class: 'dial-key course' }), 'course'],
      [make(svg, 'text', { x: 107, y: -101, class: 'dial-key wind' }), 'wind'],
    ]
  }

  /** All in radians; null hides the hand. Wind angles are from the bow. */
  show({ heading, course, apparent, trueWind }) {
    const up = heading ?? course ?? 0
    turn(this.#card, -up)
    turn(this.#course, course === null ? null : course - up)
    turn(this.#apparent, apparent)
    turn(this.#true, trueWind)
    const shown = heading ?? course
    this.#figure.textContent = shown === null ? '' : `${String(Math.round((deg(shown) % 360 + 360) % 360) % 360).padStart(3, '0')}°`
    this.#keys[0][0].textContent = course === null ? '' : '▲ course'
    this.#keys[1][0].textContent = apparent === null && trueWind === null ? '' : '▼ wind (outline: true)'
  }
}

function make(parent, name, attributes = {}) {
  const element = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return parent.appendChild(element)
}

function turn(element, angle) {
  if (angle === null) element.setAttribute('visibility', 'hidden')
  else {
    element.setAttribute('visibility', 'visible')
    element.setAttribute('transform', `rotate(${deg(angle).toFixed(1)})`)
  }
}
