// Asking the server, and what it said in one shape: { ok, status, message, body }.
export async function act(method, path, body, type = 'application/json', patience = 40_000) {
  try {
    const response = await fetch(path, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': type },
      signal: AbortSignal.timeout(patience),
    })
    const said = await response.json().catch(() => null)
    return { ok: response.ok, status: response.status, message: said?.message ?? said?.error ?? (typeof said === 'string' ? said : response.statusText), body: said }
  } catch (error) {
    return { ok: false, status: 0, message: error.name === 'TimeoutError' ? 'the server did not answer' : `no connection: ${error.message}`, body: null }
  }
}

/** Shows the login: what was asked for needs an administrator. */
export function forbidden() {
  const login = document.getElementById('login')
  login.hidden = false
  login.scrollIntoView({ block: 'center' })
  document.getElementById('user').focus()
}
