/* [data-progress="pending"]: asks for the same page now and then, and puts in the part that changed. */
const FIRST = 2000, LONGEST = 30000; // milliseconds

function follow(box) {
  let pause = FIRST;

  async function ask() {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin", cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && page.getElementById(box.id);
      if (fresh && fresh.dataset.progress !== "pending") {
        box.replaceWith(document.importNode(fresh, true));
        return;
      }
    } catch {
      // No network: the next turn asks again.
    }
    pause = Math.min(pause * 1.5, LONGEST);
    setTimeout(ask, pause);
  }

  setTimeout(ask, pause);
}

document.querySelectorAll('[data-progress="pending"][id]').forEach(follow);
