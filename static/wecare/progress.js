/* [data-progress="pending"]: asks for the same page now and then, and puts in the part that changed:
   how far it is while it is pending, the outcome once there is one. A page that shows its outcome without
   such a part says in data-progress-done what to call the link to it. */
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
      if (answer.ok && !answer.redirected && !fresh && box.dataset.progressDone) {
        point();
        return;
      }
      if (fresh && advance(fresh)) pause = FIRST / 1.5;
    } catch {
      // No network: the next turn asks again.
    }
    pause = Math.min(pause * 1.5, LONGEST);
    setTimeout(ask, pause);
  }

  function point() {
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = window.location.pathname;
    link.textContent = box.dataset.progressDone;
    box.dataset.progress = "rendered";
    box.replaceChildren(link);
  }

  /* Only the words and the bar: whoever stands on the link stays there. */
  function advance(fresh) {
    const [words, bar] = [box.querySelector("[role=status]"), box.querySelector("progress")];
    const [newWords, newBar] = [fresh.querySelector("[role=status]"), fresh.querySelector("progress")];
    if (!words || !newWords || words.textContent === newWords.textContent) return false;
    words.textContent = newWords.textContent;
    if (bar && newBar && newBar.hasAttribute("value")) bar.value = newBar.value;
    return true;
  }

  setTimeout(ask, pause);
}

document.querySelectorAll('[data-progress="pending"][id]').forEach(follow);
