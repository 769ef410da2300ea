// Saving: a pause, then one request at a time, each with the revision it builds on.

const PAUSE = 350;
const PATIENCE = [2000, 5000, 15000, 30000];
// Browsers let 64 kB outlive a page; a character takes three bytes at most in UTF-8 per UTF-16 unit.
const LONGEST_KEPT_ALIVE = 18_000;

export function openSaver(form, page) {
  const revision = form.elements.revision;
  const token = form.elements.csrf_token.value;
  let timer = 0;
  let flight = null;
  let failures = 0;
  let stopped = false;
  let stored = page.stored();

  const dirty = () => page.read() !== stored;
  const request = (value) =>
    fetch(form.dataset.json, {
      method: "POST",
      keepalive: value.length < LONGEST_KEPT_ALIVE,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token },
      body: JSON.stringify({ text: value, revision: Number(revision.value) }),
    });

  async function send() {
    const sent = page.read();
    page.saving();
    let response;
    try {
      response = await request(sent);
    } catch {
      return retry({ status: 0, message: "" });
    }
    if (!response.ok) return refused(response);
    const answer = await response.json();
    failures = 0;
    revision.value = answer.revision;
    stored = sent;
    page.saved(answer, sent);
    if (dirty()) schedule();
    return true;
  }

  async function refused(response) {
    const { message = "" } = await response.json().catch(() => ({}));
    // A conflict and a refused text are for a person to solve; all else may pass by itself.
    if (response.status === 409) stopped = true;
    if (response.status === 409 || response.status === 422 || response.status === 404) {
      page.failed({ status: response.status, message });
      return false;
    }
    return retry({ status: response.status, message });
  }

  function retry(trouble) {
    page.failed(trouble);
    timer = setTimeout(run, PATIENCE[Math.min(failures, PATIENCE.length - 1)]);
    failures += 1;
    return false;
  }

  function run() {
    clearTimeout(timer);
    if (stopped) return Promise.resolve(false);
    flight ??= send().finally(() => (flight = null));
    return flight;
  }

  function schedule() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => (flight ? flight.then(schedule) : dirty() && run()), PAUSE);
  }

  return {
    schedule,
    dirty,
    /** Wait until what is in the editor is stored; false when that did not work. */
    async flush() {
      if (flight) await flight;
      return dirty() ? run() : !stopped;
    },
    /** Called while the page goes away; what does not arrive is still in this browser. */
    leave() {
      if (dirty() && !flight) run();
    },
  };
}
