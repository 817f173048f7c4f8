// SPDX-License-Identifier: Apache-2.0
//
// What is stated before any sheet is read. It stays on the page, and the journal begins with it.

/** Reads the form. */
function statedInForm() {
  const text = (name) => byId(name).value.trim();
  return {
    account: text("account"), credential: text("credential"), reason: text("reason"), ticket: text("ticket"),
    operator: text("operator"), failureMode: text("failure"), normalPathDown: text("shown"), set: text("set"),
    approvedBy: text("approved").split("\n").map((name) => name.trim()).filter((name) => name !== ""),
    practice: byId("practice").checked,
  };
}

/** States what the form says. */
async function state() {
  complain("");
  say("reason-error", "");
  say("statement-error", "");
  for (const field of byId("statement-form").elements) field.removeAttribute("aria-invalid");
  const statement = statedInForm();
  if (statement.reason === "") {
    return refuseStatement({ message: "Say what happened: the sheets sign it.", field: "reason" });
  }
  let reply;
  try { reply = await askCore("state", { statement }); } catch (error) { return refuseStatement(error); }
  recovery.isStated = true;
  takeStatement(reply);
  if (reply.practice) say("stated-title", "Stated, for practice");
  byId("statement-form").reset();
  show("statement", false);
  show("stated", true);
  show("table", true);
  show("save-journal", true);
  show("forget", true);
  markStep("step-sheets");
  byId("sheets-title").focus();
}

/** Shows what is stated now. */
function takeStatement({ lines, offersOther }) {
  recovery.isUnsaved = true;
  recovery.offersOther = offersOther;
  byId("stated-lines").replaceChildren(
    ...lines.flatMap((line) => [make("dt", "", line.name), make("dd", "", line.text)]));
}

/** The inputs by the names that the core's errors use. */
const statementInputs = new Map([
  ["account", "account"], ["credential", "credential"], ["reason", "reason"], ["ticket", "ticket"],
  ["operator", "operator"], ["approvedBy", "approved"], ["failureMode", "failure"], ["normalPathDown", "shown"],
  ["set", "set"],
]);

function refuseStatement(error) {
  say(error.field === "reason" ? "reason-error" : "statement-error", sentence(error));
  const input = byId(statementInputs.get(error.field) ?? "reason");
  input.setAttribute("aria-invalid", "true");
  const more = input.closest("details");
  if (more) more.open = true;
  input.focus();
}
