/* form[data-partsave-url]: saves itself whole, a moment after the last key, with the buttons still there
   for those who want them. It says what the server has answered and nothing else; what the server has
   not acknowledged stays in this browser. The protocol is in docs/reference/components.md. */
const WAIT = 1500, RETRY = 4000, SLOWEST = 60000; // milliseconds
const OURS = ["csrfmiddlewaretoken", "version", "seen", "held"];

class PartSave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.partsaveUrl;
    this.key = `wecare:${this.url}`;
    this.sign = document.querySelector("[data-partsave-sign]");
    this.timer = 0;
    this.busy = false;
    this.stopped = Boolean(form.elements.held);
    this.pause = RETRY;
    this.changes = 0; // how many times something was typed
    this.pressed = null; // the button that waits for the save under way
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.leave(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("pagehide", () => this.flush());
    this.welcome();
  }

  /* What is typed: names and values in the order of the page, our own fields apart. */
  typed() {
    return [...new FormData(this.form)].filter(([name]) => !OURS.includes(name));
  }

  welcome() {
    const kept = this.kept();
    if (this.stopped) {
      this.keep(); // two versions wait for a choice
    } else if ("partsaveChanged" in this.form.dataset) {
      this.changed(); // the page shows what was typed, not what is stored
    } else if (kept && this.isLost(kept)) {
      this.offer(kept);
    } else {
      this.forget();
    }
    document.querySelectorAll("[data-partsave-forget]").forEach((each) => each.addEventListener("click", () => this.forget()));
  }

  /* Whether the kept text is not the page's, and was not saved by the press that ended its page. */
  isLost(kept) {
    const same = JSON.stringify(kept.typed) === JSON.stringify(this.typed());
    return !same && !(kept.sent && kept.seen !== this.form.elements.seen.value);
  }

  offer(kept) {
    const box = this.form.querySelector("[data-partsave-found]");
    box.hidden = false;
    box.parentElement.prepend(box);
    box.querySelector("[data-partsave-restore]").addEventListener("click", (event) => {
      event.preventDefault();
      this.restore(kept);
    });
    box.querySelector("[data-partsave-forget]").addEventListener("click", () => {
      box.hidden = true;
    });
  }

  /* The server makes the page again from the kept text: rows that were added come back too. */
  restore(kept) {
    const form = document.createElement("form");
    form.method = "post";
    const own = [["csrfmiddlewaretoken", this.token()], ["version", kept.version], ["seen", kept.seen], ["rows", "restore"]];
    for (const [name, value] of [...own, ...kept.typed]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }

  changed() {
    this.changes += 1;
    this.keep();
    if (this.stopped) {
      return;
    }
    this.say("saving");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy) {
      this.timer = setTimeout(() => this.save(), WAIT);
      return;
    }
    this.busy = true;
    this.say("saving");
    const at = this.changes;
    try {
      await this.read(at, await this.send());
    } catch {
      this.fail(navigator.onLine ? "failed" : "offline");
    } finally {
      this.busy = false;
      this.press();
    }
  }

  /* Logging in again in another tab changes the token: the cookie has the last one. */
  token() {
    const found = /csrftoken=([^;]+)/u.exec(document.cookie);
    const field = this.form.elements.csrfmiddlewaretoken;
    field.value = found ? found[1] : field.value;
    return field.value;
  }

  send(options = {}) {
    const token = this.token();
    const fields = new FormData(this.form);
    return fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(fields),
      ...options,
    });
  }

  async read(at, answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.fail("expired");
      return;
    }
    const facts = await answer.json();
    if (answer.ok) {
      this.saved(at, facts);
    } else if (answer.status === 422) {
      this.incomplete(at, facts);
    } else if (answer.status === 409) {
      this.refused(facts);
    } else {
      this.fail("failed");
    }
  }

  saved(at, facts) {
    for (const [name, value] of Object.entries(facts.hidden)) {
      const field = this.form.elements[name];
      if (field) {
        field.value = value;
      }
    }
    this.pause = RETRY;
    if (at !== this.changes) {
      this.keep();
      return; // something was typed meanwhile: its own save is on the way
    }
    this.forget();
    this.say("saved", { hour: facts.saved_at });
    document.querySelectorAll("[data-partsave-hide]").forEach((each) => each.closest(".wc-callout").remove());
    this.refresh();
  }

  incomplete(at, facts) {
    if (at === this.changes) {
      this.say("incomplete", facts);
      this.sign.querySelector("[data-partsave-state]").classList.add("wc-autosave-todo");
    }
  }

  refused(facts) {
    this.stopped = true;
    if (facts.closed) {
      this.warn("refused", { reason: facts.message });
      return;
    }
    this.warn("conflict");
    const box = this.form.querySelector("[data-partsave-compare]");
    box.hidden = false;
    this.sign.after(box);
    box.querySelector("button").setAttribute("form", this.name());
  }

  /* A button outside its form names it. */
  name() {
    this.form.id ||= "partsave";
    return this.form.id;
  }

  fail(why) {
    this.warn(why);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.pause);
    this.pause = Math.min(this.pause * 2, SLOWEST);
  }

  again() {
    this.pause = RETRY;
    if (this.timer) {
      this.save();
    }
  }

  /* A button sends the form whole; if a save is under way it waits, so as not to meet itself. */
  leave(event) {
    if (this.busy) {
      event.preventDefault();
      this.pressed = event.submitter;
      return;
    }
    clearTimeout(this.timer);
    this.timer = 0;
    this.keep({ sent: true });
  }

  press() {
    const button = this.pressed;
    this.pressed = null;
    if (button) {
      this.form.requestSubmit(button);
    }
  }

  /* The page goes away with something unsaved: one more try, whose answer nobody will read. */
  flush() {
    if (this.timer && !this.stopped) {
      this.keep({ sent: true });
      this.send({ keepalive: true }).catch(() => {});
    }
  }

  /* A part of the page that follows what is saved. */
  async refresh() {
    const parts = document.querySelectorAll("[data-partsave-fresh][id]");
    if (!parts.length) {
      return;
    }
    const answer = await fetch(window.location.pathname, { credentials: "same-origin", cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (fresh) {
        part.replaceWith(document.importNode(fresh, true));
      }
    }
  }

  say(name, facts = {}) {
    this.write("state", name, facts);
    this.write("alert", "");
    this.sign.querySelector("[data-partsave-state]").classList.remove("wc-autosave-todo");
  }

  warn(name, facts = {}) {
    this.write("state", "");
    this.write("alert", name, facts);
  }

  write(which, name, facts = {}) {
    const line = this.sign.querySelector(`[data-partsave-${which}]`);
    const text = (this.sign.dataset[name] || "").replace(/\{(\w+)\}/gu, (_, key) => facts[key] ?? "");
    if (line.textContent.trim() !== text) {
      line.textContent = text;
    }
  }

  keep(more = {}) {
    const { version, seen } = this.form.elements;
    const kept = { typed: this.typed(), version: version.value, seen: seen.value, ...more };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // The store is full or closed: the text is still in the page.
    }
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept.
    }
  }
}

document.querySelectorAll("form[data-partsave-url]").forEach((form) => new PartSave(form));
