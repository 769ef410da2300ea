// Beginning a draft: what was typed goes along when a source is searched for, chosen or left.

const wish = document.getElementById("wish");

/** What is in the form now, without what only a posted form needs. */
function typed() {
  const values = new FormData(wish);
  values.delete("csrf_token");
  return values;
}

function addressOf(href) {
  const address = new URL(href, location.href);
  const chosen = address.searchParams.get("document");
  address.search = new URLSearchParams([...typed()].filter(([name, value]) => value && name !== "document"));
  if (chosen) address.searchParams.set("document", chosen);
  return address;
}

for (const link of document.querySelectorAll("a[data-carry]")) {
  // Before the browser follows it, in this tab or in another.
  for (const moment of ["pointerdown", "focus", "click"]) link.addEventListener(moment, () => (link.href = addressOf(link.href)));
}

document.querySelector("form[data-carry]").addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of typed()) formData.set(name, value);
});
document.querySelector("[data-language]").addEventListener("formdata", ({ formData }) => {
  const here = addressOf(location.pathname === "/drafts" ? "/drafts/new" : location.href);
  const also = { document: typed().get("document"), q: document.getElementById("q").value };
  for (const [name, value] of Object.entries(also)) if (value) here.searchParams.set(name, value);
  formData.set("back", here.pathname + here.search);
});
