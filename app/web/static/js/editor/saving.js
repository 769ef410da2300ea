// Saving: a pause, then one request at a time, each with the revision it builds on.

const PAUSE = 350;
const PATIENCE = [2000, 5000, 15000, 30000];
// Browsers let 64 kB outlive a page; a character takes three bytes at most in UTF-8 per UTF-16 unit.
const LONGEST_KEPT_ALIVE = 18_000;
const CONFLICT = 409;
const GONE = 404;
// Signed out, too slow, too many: these pass by themselves or in another tab.
const PASSING = [401, 408, 429];

export function openSaver(form, page) {
  const revision = form.elements.revision;
  const token = form.elements.csrf_token.value;
  let timer = 0;
  let flight = null;
  let failures = 0;
  let stopped = false;
  let failed = false;
  let stored = page.stored();
  let sending = null;

  // After a failure even the stored text is sent: the answer is what says that all is well again.
  const dirty = () => stopped || failed || page.read() !== stored;
  const request = (value) =>
    fetch(form.dataset.json, {
      method: "POST",
      keepalive: value.length < LONGEST_KEPT_ALIVE,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": token },
      body: JSON.stringify({ text: value, revision: Number(revision.value) }),
    });

  async function send() {
    const sent = page.read();
    sending = sent;
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
    failed = false;
    revision.value = answer.revision;
    stored = sent;
    sending = null;
    page.saved(answer, sent);
    if (dirty()) schedule();
    return true;
  }

  async function refused(response) {
    const { message = "" } = await response.json().catch(() => ({}));
    const { status } = response;
    failed = true;
    // A conflict and a draft that is gone are for a person to solve; a refused text waits for its next change.
    if (status === CONFLICT || status === GONE) stopped = true;
    if (status < 500 && !PASSING.includes(status)) {
      sending = null;
      page.failed({ status, message, final: true });
      return false;
    }
    return retry({ status, message });
  }

  function retry(trouble) {
    failed = true;
    page.failed({ ...trouble, final: false });
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
    run,
    /** True while what is in the editor is not what the server has, or will not be. */
    dirty,
    /** What a copy has to know to find its way home: the revision below it, and what is under way. */
    place: () => ({ base: Number(revision.value), sent: sending }),
    /** Wait until what is in the editor is stored; false when that did not work. */
    async flush() {
      if (flight) await flight;
      return dirty() ? run() : true;
    },
    /** Called while the page goes away; what does not arrive is still in this browser. */
    leave() {
      if (dirty() && !flight) run();
    },
  };
}
