/* form[data-autosave-url]: saves each field by itself, a moment after the last key.
   What the server has not yet acknowledged stays in this browser, and goes again when it can.
   The protocol is in docs/reference/components.md, "Autosave". */
const WAIT = 1200, RETRY = 4000, SLOWEST = 60000; // milliseconds

/* Where unsaved text waits: this browser's store, one key for each form and field. */
class Shelf {
  constructor(address) {
    this.prefix = `wecare:${address}:`;
  }

  put(field, value, version) {
    try {
      localStorage.setItem(this.prefix + field, JSON.stringify({ value, version, at: Date.now() }));
    } catch {
      // The store is full or closed: the text is still in the page.
    }
  }

  take(field) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + field));
    } catch {
      return null;
    }
  }

  drop(field) {
    try {
      localStorage.removeItem(this.prefix + field);
    } catch {
      // Nothing was kept.
    }
  }
}

/* What the person reads: one polite line, one alert at the first failure. */
class Sign {
  constructor(box) {
    this.box = box;
    this.state = box?.querySelector("[data-autosave-state]");
    this.alert = box?.querySelector("[data-autosave-alert]");
  }

  say(name, facts = {}) {
    this.write(this.state, name, facts);
    this.write(this.alert, "");
  }

  warn(name, facts = {}) {
    this.write(this.state, "");
    this.write(this.alert, name, facts);
  }

  write(line, name, facts = {}) {
    const text = (name && this.box?.dataset[name] || "").replace(/\{(\w+)\}/gu, (_, key) => facts[key] ?? "");
    if (line && line.textContent.trim() !== text) {
      line.textContent = text;
    }
  }
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.shelf = new Shelf(this.url);
    this.sign = new Sign(document.querySelector("[data-autosave-sign]"));
    this.waiting = new Map(); // field → timer
    this.versions = new Map(); // field → version last acknowledged
    this.busy = new Set();
    this.pause = RETRY;
    this.lost = false;
    form.addEventListener("input", (event) => this.changed(event.target));
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("submit", () => this.leave());
    window.addEventListener("online", () => this.again());
    this.restore();
  }

  fields(name) {
    return [...this.form.elements].filter((each) => each.name === name);
  }

  mine(element) {
    const kept = ["hidden", "file", "password", "submit", "button"];
    return element.name && !kept.includes(element.type) && element.name !== "csrfmiddlewaretoken";
  }

  value(name) {
    const fields = this.fields(name);
    if (fields[0].type === "radio") {
      return fields.find((each) => each.checked)?.value ?? "";
    }
    if (fields[0].type === "checkbox") {
      return fields.length === 1 ? fields[0].checked : fields.filter((each) => each.checked).map((each) => each.value);
    }
    return fields[0].multiple ? [...fields[0].selectedOptions].map((each) => each.value) : fields[0].value;
  }

  version(name) {
    return this.versions.get(name) ?? Number(this.fields(name)[0].dataset.version || 0);
  }

  changed(element) {
    if (!this.mine(element)) {
      return;
    }
    const name = element.name;
    this.shelf.put(name, this.value(name), this.version(name));
    clearTimeout(this.waiting.get(name));
    this.waiting.set(name, setTimeout(() => this.save(name), WAIT));
  }

  async save(name) {
    clearTimeout(this.waiting.get(name));
    if (this.busy.has(name)) {
      this.waiting.set(name, setTimeout(() => this.save(name), WAIT));
      return;
    }
    this.waiting.delete(name);
    this.busy.add(name);
    this.sign.say("saving");
    const sent = this.value(name);
    try {
      await this.read(name, sent, await this.send(name, sent));
    } catch {
      this.fail(name, navigator.onLine ? "failed" : "offline");
    } finally {
      this.busy.delete(name);
    }
  }

  send(name, value) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ field: name, value, version: this.version(name) }),
    });
  }

  async read(name, sent, answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      this.fail(name, "expired");
      return;
    }
    if (answer.status >= 500 || answer.status === 429) {
      this.fail(name, "failed");
      return;
    }
    const facts = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.saved(name, sent, facts);
    } else if (answer.status === 409 && !facts.closed) {
      this.parted(name, sent, facts);
    } else {
      this.sign.warn("refused", { reason: facts.message || "" });
    }
  }

  saved(name, sent, facts) {
    this.know(name, facts.version);
    this.pause = RETRY;
    if (JSON.stringify(this.value(name)) === JSON.stringify(sent)) {
      this.shelf.drop(name);
    }
    this.sign.say(this.lost ? "back" : "saved", { hour: facts.saved_at });
    this.lost = false;
  }

  /* The version acknowledged; a form sent whole carries it in a hidden field. */
  know(name, version) {
    this.versions.set(name, version);
    for (const hidden of this.fields(`${name}__version`)) {
      hidden.value = version;
    }
  }

  /* Two people wrote the same answer: both texts are shown, and one is kept (conflict.js). */
  parted(name, sent, facts) {
    this.sign.warn("conflict");
    const keep = (value) => {
      this.know(name, facts.version);
      this.put(name, value);
      this.changed(this.fields(name)[0]);
    };
    const detail = { field: this.fields(name)[0], mine: sent, theirs: facts.value, by: facts.saved_by, keep };
    this.form.dispatchEvent(new CustomEvent("wecare:conflict", { detail }));
  }

  fail(name, why) {
    this.lost = true;
    this.sign.warn(why);
    this.waiting.set(name, setTimeout(() => this.save(name), this.pause));
    this.pause = Math.min(this.pause * 2, SLOWEST);
  }

  again() {
    this.pause = RETRY;
    for (const name of [...this.waiting.keys()]) {
      this.save(name);
    }
  }

  /* The form is sent whole: what it carries no longer waits here. */
  leave() {
    for (const timer of this.waiting.values()) {
      clearTimeout(timer);
    }
  }

  put(name, value) {
    for (const field of this.fields(name)) {
      if (field.type === "radio") {
        field.checked = field.value === value;
      } else if (field.type === "checkbox") {
        field.checked = Array.isArray(value) ? value.includes(field.value) : value === true;
      } else if (!field.multiple) {
        field.value = value;
      }
    }
  }

  /* What the server never had comes back into its field, with the version it was written over. */
  restore() {
    const names = new Set([...this.form.elements].filter((each) => this.mine(each)).map((each) => each.name));
    for (const name of names) {
      const kept = this.shelf.take(name);
      if (!kept) {
        continue;
      }
      if (JSON.stringify(kept.value) === JSON.stringify(this.value(name))) {
        this.shelf.drop(name);
        continue;
      }
      this.put(name, kept.value);
      this.versions.set(name, kept.version);
      this.sign.say("found");
      this.waiting.set(name, setTimeout(() => this.save(name), WAIT));
    }
  }
}

document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form));
