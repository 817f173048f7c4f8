// SPDX-License-Identifier: Apache-2.0
//
// How far the quorum is filled, in names and squares.

/** Shows the sets that count. */
function showStanding(progress) {
  const sets = progress.sets.filter((set) => set.counts && !progress.undecided.includes(set.identity));
  const parts = sets.flatMap((set) => setStanding(set));
  const rest = restOfStanding(progress);
  if (progress.undecided.length > 0) {
    parts.push(make("p", "", comesFirst(progress) ? "Choose which credential comes first." : "Choose the set first."));
  } else if (parts.length === 0 && rest.length === 0) {
    parts.push(make("p", "help", progress.sets.length > 0 ? "No sheet yet that counts." : "No sheet yet."));
  }
  const text = JSON.stringify([progress.standing, rest, sets.map((set) => set.groups), progress.sets.length]);
  if (showStanding.last === text) return;
  showStanding.last = text;
  byId("standing").replaceChildren(...parts, ...rest.map((words) => make("p", "", words)));
}

/** What a set still needs. */
function setStanding(set) {
  const name = make("p", "set-name", `Set ${set.code} (${set.words}), dealt ${set.created}`);
  const groups = make("ul", "groups", ...set.groups.map((group) => groupStanding(group)));
  const parts = [make("h3", "", set.opens), name, groups];
  if (set.groupsNeeded < set.groups.length) {
    parts.splice(2, 0, make("p", "help", `Any ${set.groupsNeeded} of these ${set.groups.length} groups.`));
  }
  if (!set.hasCiphertext) parts.push(make("p", "", set.isApart
    ? "The locked credential is still missing: it is on the vault sheet."
    : "The locked credential is still missing: give all pages of one sheet."));
  return parts;
}

/** A group: "Security: 1 of 2", a square for each share that is needed, and whether that is enough. */
function groupStanding(group) {
  const { name, have, need } = group;
  const sealed = group.members.filter((member) => member.state === "sealed").length;
  const words = make("span", "", `${name}: ${Math.min(have, need)} of ${need}`);
  const item = make("li", "", words);
  if (have >= need) {
    const more = have - need;
    item.append(" ", make("span", "met", more === 0 ? "met" : `met, ${more} more`));
  }
  if (sealed > 0) item.append(` (${sealed} sealed)`);
  const squares = make("div", "squares");
  squares.setAttribute("aria-hidden", "true");
  for (let index = 0; index < need; index += 1) {
    squares.append(make("span", index < have ? "square full" : index < have + sealed ? "square sealed" : "square"));
  }
  item.append(squares);
  return item;
}

/** What is missing besides shares. */
function restOfStanding(progress) {
  const names = new Map([["manifest", "manifest"], ["ciphertext", "locked credential"], ["letter", "letter"]]);
  const lines = progress.missing.map((piece) => {
    const [parts, are] = piece.missing.length === 1 ? ["part", "is"] : ["parts", "are"];
    return `Of a ${names.get(piece.kind)}, ${parts} ${piece.missing.join(", ")} of ${piece.count} ${are} missing.`;
  });
  if (progress.unproven > 0 && progress.sets.length === 0) {
    lines.push(`${readableShares(progress.unproven)}, but not proven: no manifest is complete yet.`);
  } else if (progress.unproven > 0) {
    const verdict = progress.unproven === 1 ? "proves it: it does not count" : "proves them: they do not count";
    lines.push(`${readableShares(progress.unproven)}, but no manifest that is here ${verdict}.`);
  }
  if (progress.typed > 0) lines.push(`${progress.typed} words of a sheet are typed.`);
  return lines;
}

const readableShares = (count) => count === 1 ? "1 share is readable" : `${count} shares are readable`;

/** Lets a person choose, if sheets of several sets are here, and nothing says which is right or which comes first. */
function showUndecided(progress) {
  const sets = progress.sets.filter((set) => progress.undecided.includes(set.identity));
  show("undecided", sets.length > 0);
  const credentials = new Set(sets.map((set) => set.credential)).size;
  const count = credentials === 2 ? "two" : credentials;
  const isFirst = comesFirst(progress);
  say("undecided-title", isFirst ? "Which credential comes first?"
    : progress.factors ? "Which credential is right?" : "Which set is right?");
  say("undecided-why", progress.factors
    ? `Sheets of ${count} credentials of this account were read. Choose which to recover${isFirst ? " first" : ""}.`
    : "Sheets of several sets were read, and nothing says which set is right.");
  say("undecided-other", `${credentials === 2 ? "The other" : "Another"} can be recovered after it, under the same `
    + "statement. Its sheets stay here until then.");
  show("undecided-other", isFirst);
  show("undecided-compare", !progress.factors || sets.length > credentials);
  byId("undecided-sets").replaceChildren(...sets.map((set) => {
    const button = make("button", "way", make("b", "", set.opens),
      make("span", "", `Set ${set.code} (${set.words}), dealt ${set.created}, opens with ${set.rule}`));
    button.type = "button";
    button.addEventListener("click", () =>
      askCore("choose", { set: set.identity }).catch((error) => complain(sentence(error))));
    return button;
  }));
}

/** Whether the choice is only about the order: the other credential of the account may follow. */
const comesFirst = (progress) => progress.factors && recovery.offersOther;

/** Offers the opening as soon as the quorum is met. */
function showReadiness(progress) {
  if (recovery.fields) return;
  const wasHidden = byId("credential-step").hidden;
  show("credential-step", progress.ready);
  markStep(progress.ready ? "step-credential" : "step-sheets");
  if (progress.ready && wasHidden) byId("credential-step").scrollIntoView({ block: "nearest" });
}
