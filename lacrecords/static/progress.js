// Puts a fresh account of long work in the place of the old one, while somebody looks at it.
// The page works without it: a link on it says "Look again".
const EVERY = 3000
// Looking on by itself must not keep a desk signed in that somebody has left.
const MOST_LOOKS = 100
const shown = document.querySelector('[data-progress]')

async function look (looks) {
  if (looks > MOST_LOOKS) return
  if (!document.hidden) {
    const answer = await fetch(window.location.href)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-progress]')
    if (!answer.ok || answer.redirected || !fresh) {
      window.location.reload()
      return
    }
    shown.replaceChildren(...fresh.childNodes)
  }
  setTimeout(look, EVERY, looks + 1)
}

if (shown) setTimeout(look, EVERY, 1)
