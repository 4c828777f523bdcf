/* textarea[data-max-words]: counts words as they are written. The server counts again and decides. */
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
    const n = field.value.split(/\s+/u).filter(Boolean).length;
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
  field.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(say, 1000);
  });
}

document.querySelectorAll("textarea[data-max-words]").forEach(counted);
