/* form[data-autosave-url]: saves each field by itself, a moment after the last key.
   What the server has not yet acknowledged stays in this browser, and goes again when it can.
   The protocol is in docs/reference/components.md, "Autosave". */
const WAIT = 1200, RETRY = 3000, SLOWEST = 60000; // milliseconds
const PEN = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 36); // names this page to the server

/* Where unsaved text waits: this browser's store, one key for each person, address, field and page. */
class Shelf {
  constructor(person, address) {
    this.prefix = `wecare:answer:${person}:${address}:`;
  }

  put(field, kept) {
    try {
      localStorage.setItem(`${this.prefix}${field}:${kept.pen}`, JSON.stringify({ ...kept, at: Date.now() }));
      return true;
    } catch {
      return false; // the store is full or closed: the text is only in the page
    }
  }

  /* What waits for a field, the last written first. */
  take(field) {
    return this.keys().filter((key) => key.startsWith(`${this.prefix}${field}:`))
      .map((key) => this.read(key)).filter(Boolean).sort((one, other) => other.at - one.at);
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return [];
    }
  }

  drop(field, pen) {
    try {
      localStorage.removeItem(`${this.prefix}${field}:${pen}`);
    } catch {
      // Nothing was kept.
    }
  }
}

/* What the person reads: one polite line, one alert while something is not saved. */
class Sign {
  constructor(box) {
    this.box = box;
    this.state = box?.querySelector("[data-autosave-state]");
    this.alert = box?.querySelector("[data-autosave-alert]");
    this.login = box?.querySelector("[data-autosave-login]");
  }

  say(name, facts = {}) {
    this.write(this.state, name, facts);
    this.write(this.alert, "");
    this.offerLogin(false);
  }

  warn(name, facts = {}) {
    this.write(this.state, "");
    this.write(this.alert, name, facts);
    this.offerLogin(name === "expired");
  }

  offerLogin(is) {
    if (this.login) {
      this.login.hidden = !is;
    }
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
    this.person = form.dataset.autosavePerson || "";
    this.shelf = new Shelf(this.person, this.url);
    this.sign = new Sign(document.querySelector("[data-autosave-sign]"));
    this.waiting = new Map(); // field → timer of the next try
    this.versions = new Map(); // field → version last acknowledged
    this.pens = new Map(); // field → the page that wrote what is in it, where it was another one
    this.troubles = new Map(); // field → why the server does not have it
    this.busy = new Set();
    this.pause = RETRY;
    this.hour = "";
    this.was = false; // there was a trouble, and now there is none
    this.pressed = null; // the button that waits for the save under way
    this.leaving = false;
    for (const name of ["input", "change"]) { // a field may stand outside the form it names
      document.addEventListener(name, (event) => event.target.form === form && this.changed(event.target));
    }
    form.addEventListener("submit", (event) => this.leave(event));
    for (const name of ["online", "focus"]) {
      window.addEventListener(name, () => this.again());
    }
    window.addEventListener("beforeunload", (event) => this.warnOf(event));
    window.addEventListener("pagehide", () => this.flush());
    this.restore();
  }

  fields(name) {
    return [...this.form.elements].filter((each) => each.name === name);
  }

  mine(element) {
    const kept = ["hidden", "file", "password", "submit", "button"];
    return element.name && !kept.includes(element.type) && !("autosaveSkip" in element.dataset);
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

  pen(name) {
    return this.pens.get(name) ?? PEN;
  }

  keep(name) {
    return this.shelf.put(name, { value: this.value(name), version: this.version(name), pen: this.pen(name) });
  }

  changed(element) {
    if (!this.mine(element)) {
      return;
    }
    const name = element.name;
    this.was = this.found = false;
    this.keep(name);
    if (this.troubles.get(name)?.why === "conflict" || this.troubles.get(name)?.closed) {
      return; // kept here until somebody chooses
    }
    this.later(name, WAIT);
    this.tell();
  }

  later(name, pause) {
    clearTimeout(this.waiting.get(name));
    this.waiting.set(name, setTimeout(() => this.save(name), pause));
  }

  async save(name) {
    clearTimeout(this.waiting.get(name));
    if (this.busy.has(name)) {
      this.later(name, WAIT);
      return;
    }
    this.waiting.delete(name);
    this.busy.add(name);
    this.tell();
    const sent = this.value(name);
    try {
      await this.read(name, sent, await this.send(name, sent));
    } catch {
      this.fail(name, navigator.onLine ? "failed" : "offline");
    } finally {
      this.busy.delete(name);
      this.tell();
      this.press();
    }
  }

  /* Logging in again in another tab changes the token: the cookie has the last one. */
  token() {
    const found = /csrftoken=([^;]+)/u.exec(document.cookie);
    const field = this.form.querySelector("[name=csrfmiddlewaretoken]");
    field.value = found ? found[1] : field.value;
    return field.value;
  }

  send(name, value, options = {}) {
    const person = this.person ? { person: this.person } : {};
    return fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.token() },
      body: JSON.stringify({ field: name, value, version: this.version(name), pen: this.pen(name), ...person }),
      ...options,
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
    if (answer.ok && facts.field === name) {
      this.saved(name, sent, facts);
    } else if (answer.status === 409 && !facts.closed) {
      this.parted(name, sent, facts);
    } else {
      const reason = facts.message || this.sign.box?.dataset.gone || "";
      this.troubles.set(name, { why: "refused", facts: { reason }, closed: answer.status !== 422 });
    }
  }

  saved(name, sent, facts) {
    const pen = this.pen(name);
    this.know(name, facts.version);
    this.pause = RETRY;
    this.hour = facts.saved_at;
    this.was ||= this.troubles.size > 0;
    this.troubles.delete(name);
    if (JSON.stringify(this.value(name)) === JSON.stringify(sent)) {
      this.shelf.drop(name, pen);
    } else {
      this.keep(name); // something was typed meanwhile: its own save is on the way
    }
  }

  /* The version acknowledged; a form sent whole carries it in a hidden field. */
  know(name, version) {
    this.over(name, version);
    for (const hidden of this.fields(`${name}__version`)) {
      hidden.value = version;
    }
  }

  /* What is in the field is written over this version: it says so itself. */
  over(name, version) {
    const [field] = this.fields(name);
    this.versions.set(name, version);
    field.dataset.version = version;
    field.dispatchEvent(new CustomEvent("wecare:version", { bubbles: true }));
  }

  /* Two people wrote the same answer: both texts are shown, and one is kept (conflict.js). */
  parted(name, sent, facts) {
    this.troubles.set(name, { why: "conflict", facts });
    const keep = (value) => {
      this.shelf.drop(name, this.pen(name));
      this.know(name, facts.version);
      this.put(name, value);
      this.troubles.delete(name);
      this.changed(this.fields(name)[0]);
    };
    const detail = {
      field: this.fields(name)[0], mine: () => this.value(name), theirs: facts.value, by: facts.saved_by, keep,
    };
    this.form.dispatchEvent(new CustomEvent("wecare:conflict", { detail }));
  }

  fail(name, why) {
    this.troubles.set(name, { why });
    this.later(name, this.pause);
    this.pause = Math.min(this.pause * 2, SLOWEST);
  }

  again() {
    this.pause = RETRY;
    for (const name of [...this.troubles.keys()].filter((each) => this.waiting.has(each))) {
      this.save(name);
    }
  }

  /* Says "saved" only when the server has every field. */
  tell() {
    const trouble = [...this.troubles.values()].pop();
    if (trouble) {
      this.sign.warn(trouble.why, trouble.facts);
    } else if (this.busy.size) {
      this.sign.say("saving");
    } else if (this.waiting.size) {
      this.sign.say(this.found ? "found" : "typing");
    } else if (this.hour) {
      const back = this.was ? "back" : "saved";
      this.sign.say(this.found ? "recovered" : back, { hour: this.hour });
    }
  }

  isUnsaved() {
    return this.waiting.size + this.busy.size + this.troubles.size > 0;
  }

  warnOf(event) {
    if (this.isUnsaved() && !this.leaving) {
      event.preventDefault();
      event.returnValue = ""; // older browsers
    }
  }

  /* The page goes away with something unsaved: one more try, whose answer nobody will read. */
  flush() {
    for (const name of this.leaving ? [] : this.waiting.keys()) {
      this.send(name, this.value(name), { keepalive: true }).catch(() => {});
    }
  }

  /* The form is sent whole; if a save is under way it waits, so as not to meet itself. */
  leave(event) {
    if (this.busy.size) {
      event.preventDefault();
      this.pressed = event.submitter;
      return;
    }
    this.token();
    this.leaving = true;
    for (const timer of this.waiting.values()) {
      clearTimeout(timer);
    }
  }

  press() {
    const button = this.pressed;
    if (button && !this.busy.size) {
      this.pressed = null;
      this.form.requestSubmit(button);
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
        field.dispatchEvent(new CustomEvent("wecare:put", { bubbles: true }));
      }
    }
  }

  /* What the server never had comes back into its field, with the version it was written over. */
  restore() {
    const names = new Set([...this.form.elements].filter((each) => this.mine(each)).map((each) => each.name));
    const unsaved = "autosaveUnsaved" in this.form.dataset; // the page shows what was typed, not what is stored
    for (const name of names) {
      const [last, ...older] = this.shelf.take(name);
      older.filter((each) => each.value === last.value || each.pen === last.pen).forEach((each) => this.shelf.drop(name, each.pen));
      if (!last) {
        continue;
      }
      if (!unsaved && JSON.stringify(last.value) === JSON.stringify(this.value(name))) {
        this.shelf.drop(name, last.pen);
        continue;
      }
      this.found = true;
      this.put(name, last.value);
      this.over(name, last.version);
      this.pens.set(name, last.pen);
      this.later(name, WAIT);
      this.tell();
    }
  }
}

document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Autosave(form));

/* [data-autosave-left]: the page can no longer be written, and shows what never reached the portal. */
for (const box of document.querySelectorAll("[data-autosave-left]")) {
  const shelf = new Shelf(box.dataset.autosavePerson, box.dataset.autosaveLeft);
  for (const key of shelf.keys()) {
    const text = box.querySelector("template").content.firstElementChild.cloneNode(true);
    text.textContent = shelf.read(key)?.value ?? "";
    box.append(text);
    box.hidden = false;
  }
}
