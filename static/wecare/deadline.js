/* Refines what is left of a deadline. The instant of the page is the server's: this machine's clock
   only counts the seconds since. Nothing here decides: the server does, when the application arrives. */
const MINUTE = 60, HOUR = 3600, DAY = 86400; // seconds
const SPOKEN = [HOUR, 10 * MINUTE, MINUTE];

function said(left, words) {
  const counts = [Math.floor(left / DAY), Math.floor((left % DAY) / HOUR), Math.floor((left % HOUR) / MINUTE), left % MINUTE];
  const names = [words.day, words.hour, words.minute, words.second];
  const first = counts.findIndex((count) => count > 0);
  const pair = counts
    .map((count, at) => `${count} ${names[at][count === 1 ? 0 : 1]}`)
    .filter((_, at) => at === first || (at === first + 1 && counts[at] > 0));
  return `${words.left} ${pair.join(words.and)}`;
}

function watch(box) {
  const words = JSON.parse(box.dataset.deadlineWords);
  const coming = box.dataset.deadlineState === "coming";
  const due = Date.parse(coming ? box.dataset.deadlineOpens : box.dataset.deadline);
  const served = Date.parse(box.dataset.deadlineAt);
  const begun = performance.now();
  const shown = box.querySelector("[data-deadline-left]");
  const hour = box.querySelector("[data-deadline-clock]");
  const voice = box.querySelector("[data-deadline-voice]");
  const pause = box.querySelector("[data-deadline-pause]");
  const turn = box.querySelector("[data-deadline-turn]");
  const sign = box.querySelector("[data-deadline-sign]");
  const format = new Intl.DateTimeFormat("it-IT", { timeStyle: "medium", timeZone: "Europe/Rome" });
  let before = Infinity;
  let stopped = false;

  // The instant has come: the page says so even with the seconds stopped, for what it shows is past.
  function come() {
    turn.hidden = false;
    sign.hidden = true;
    if (shown) {
      shown.hidden = true;
    }
    voice.textContent = coming ? words.begun : words.over;
  }

  function tick() {
    const at = served + performance.now() - begun;
    const left = Math.max(Math.ceil((due - at) / 1000), 0);
    if (!stopped) {
      hour.textContent = format.format(at);
      if (shown) {
        shown.textContent = left ? said(left, words) : words.over;
      }
    }
    if (turn && !left && before > 0) {
      come();
    } else if (SPOKEN.some((mark) => left <= mark && before > mark) && before !== Infinity) {
      voice.textContent = left ? said(left, words) : words.over;
    }
    before = left;
  }

  pause.hidden = false;
  pause.textContent = words.stop;
  pause.addEventListener("click", () => {
    stopped = !stopped;
    pause.textContent = stopped ? words.go : words.stop;
  });
  tick();
  setInterval(tick, 1000);
}

document.querySelectorAll("[data-deadline]").forEach(watch);
