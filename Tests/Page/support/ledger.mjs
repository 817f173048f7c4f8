// SPDX-License-Identifier: Apache-2.0
//
// Journals of the page in the hands of the program.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = process.env.BREAKGLASS ?? '.build/debug/breakglass';

/** The entries of a journal. */
export const entries = (journal) => journal.toString().trim().split('\n').map((line) => JSON.parse(line));

/** The kinds of a journal's entries. */
export const kinds = (journal) => entries(journal).map((entry) => entry.kind);

/** Merges a journal into a new binder, and returns what the program says then and when it verifies the ledger. */
export function merged(journal) {
    const folder = mkdtempSync(join(tmpdir(), 'page-journal-'));
    const run = (...given) => execFileSync(program, given, {
        encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
        // The binder's key stays in this folder too.
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    try {
        run(
            'init', join(folder, 'binder'), '--name', 'example.com', '--organisation', 'Example Corp', '--account',
            'AWS root 1111', '--credential', 'root password', '--group', 'Security:2', '--custodian',
            'Security:Ana Ruiz', '--custodian', 'Security:Bo Chen', '--custodian', 'Security:Chloé Martin', '--by',
            'Dana Novak');
        writeFileSync(join(folder, 'journal.jsonl'), journal);
        const said = run('ledger', 'merge', '--binder', join(folder, 'binder'), join(folder, 'journal.jsonl'));
        return said + run('ledger', 'verify', '--binder', join(folder, 'binder'));
    } finally { rmSync(folder, { recursive: true }); }
}
