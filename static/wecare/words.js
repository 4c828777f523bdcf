/* textarea[data-max-words]: counts words as they are written. The server counts again and decides. */
// As the server counts (wecare.core.text): marks that cannot be seen part no words.
const HIDDEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

function counted(field) {
  const most = Number(field.dataset.maxWords);
  const line = document.createElement("p");
  const english = document.documentElement.lang === "en";
  line.className = "wc-words";
  line.id = `${field.id}_words`;
  line.setAttribute("aria-live", "polite");
  field.after(line);
  let later = 0;

  function say() {
    const n = field.value.replace(HIDDEN, "").split(/[\s\u0085]+/u).filter(Boolean).length;
    const over = n - most;
    line.classList.toggle("wc-words-over", over > 0);
    if (english) {
      line.textContent = over > 0
        ? `You wrote ${n} words; the maximum is ${most}. Remove ${over}.`
        : `Maximum ${most} words, you wrote ${n}`;
    } else {
      line.textContent = over > 0
        ? `Hai scritto ${n} parole, il massimo è ${most}. Togline ${over}.`
        : `Massimo ${most} parole, ne hai scritte ${n}`;
    }
  }

  say();
  field.addEventListener("wecare:put", say);
  field.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(say, 1000);
  });
}

document.querySelectorAll("textarea[data-max-words]").forEach(counted);
