// SPDX-License-Identifier: Apache-2.0
//
// Sealed shares wait for their passphrases, each in its own form.

/** Shows a form for each share that waits, and keeps those that are there already. */
function showWaiting(waiting) {
  const list = byId("passphrase-forms");
  for (const form of [...list.children]) {
    if (!waiting.some((one) => form.dataset.share === one.share)) form.remove();
  }
  for (const one of waiting) {
    if (![...list.children].some((form) => form.dataset.share === one.share)) list.append(passphraseForm(one));
  }
  show("passphrases", waiting.length > 0);
}

/** Makes the form of a share, by its number, such as g1m2, and its title. */
function passphraseForm({ share, title }) {
  const input = make("input");
  input.type = "password";
  input.id = `passphrase-${share}`;
  input.setAttribute("autocomplete", "off");
  input.setAttribute("spellcheck", "false");
  input.setAttribute("autocapitalize", "none");
  const says = make("p", "says");
  says.id = `passphrase-${share}-says`;
  says.setAttribute("role", "status");
  input.setAttribute("aria-describedby", `passphrase-help ${says.id}`);
  const label = make("label", "", `Passphrase of ${title}`);
  label.htmlFor = input.id;
  const leave = make("button", "", "Leave it locked");
  leave.type = "button";
  const row = make("div", "row", input, make("button", "main", "Open it"), leave);
  const form = make("form", "passphrase", label, row, says);
  form.dataset.share = share;
  form.autocomplete = "off";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    unlock(share, form, input, says);
  });
  leave.addEventListener("click", () => askCore("leave", { share }).catch((error) => complain(sentence(error))));
  return form;
}

/** Tries a passphrase. */
async function unlock(share, form, input, says) {
  if (input.value === "") { says.textContent = "Type the passphrase, or leave the sheet locked"; return; }
  const passphrase = bytesOf(input.value);
  input.value = "";
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  says.classList.remove("error");
  says.textContent = "Trying it. This takes a few seconds";
  try {
    await askCore("unlock", { share, passphrase }, [passphrase]);
    says.textContent = "";
    byId("seen-title").scrollIntoView({ block: "nearest" });
  } catch (error) {
    says.classList.add("error");
    says.textContent = sentence(error);
    input.focus();
  }
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}
