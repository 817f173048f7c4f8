// SPDX-License-Identifier: Apache-2.0
//
// How the page looks: on a screen, in dark mode, on a phone, on paper.

/// The style sheet of the page, and the policy that lets in this one and nothing else.
package enum PageStyle {
    /// The SHA-256 of ``text`` in base64; a test compares them.
    private static let hash = "+wO/jvs1yLt8uHvIeEnsyJfIdpckjDDzY720eQcKgkA="

    /// The page's Content-Security-Policy.
    static let policy =
        "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"

    static let element = Markup(stringLiteral: "<style>\(text)</style>")

    /// What stands between the tags of the style element.
    package static let text = """

        :root { color-scheme: light dark; --ink: #1c2127; --paper: #fff; --faint: #57606a; --line: #d5dae0;
          --strong-line: #8c959f; --good: #11652a; --bad: #a40e26; --open: #7a4a00; --soft: #f5f7f9; --band: #e8f0fb;
          --edge: #2f5c9c; --link: #0a51a8;
          --mono: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace; }
        @media screen and (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --paper: #10141a; --faint: #a3adb8;
          --line: #323a44; --strong-line: #6b7684; --good: #62d279; --bad: #ff9a90; --open: #f0b95a; --soft: #181e26;
          --band: #1a2940; --edge: #7fa9e0; --link: #86bcff; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
        body { font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
          color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 66rem; padding: 2rem 1.5rem 4rem;
          font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, .scroll:focus-visible {
          outline: 3px solid var(--link); outline-offset: 2px; }
        h1, h2, h3, h4 { line-height: 1.25; font-weight: 650; }
        h1 { font-size: 2.4rem; margin: .25rem 0 .5rem; }
        h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
        h3 { font-size: 1.1rem; margin: 0 0 .4rem; } h4 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
        p { margin: .5rem 0; max-width: 46rem; }
        .faint, figcaption, caption { color: var(--faint); }
        .small, figcaption, caption, footer { font-size: .875rem; }
        .good { color: var(--good); } .bad { color: var(--bad); } .open { color: var(--open); }
        .lead { font-size: 1.15rem; }
        .badge { display: inline-block; font-size: .8125rem; line-height: 1.35; font-weight: 600; padding: .08em .6em;
          border: 1px solid currentColor; border-radius: 1em; white-space: nowrap; vertical-align: .1em; }
        .backdoor .badge { color: var(--bad); border-width: 2px; } .missing .badge { color: var(--open); }
        .note .badge { color: var(--faint); border-style: dashed; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); }
        nav { margin: 2rem 0 0; padding: .9rem 1.2rem; background: var(--soft); border-radius: 6px; }
        nav ul, .key { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; }
        .key { margin: .4rem 0 1.4rem; } .key svg { vertical-align: -.1em; }
        dl { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .2rem 1.2rem; margin: .6rem 0; }
        dt { color: var(--faint); } dd { margin: 0; max-width: 52rem; }
        code, pre, dd, td, th, li { unicode-bidi: isolate; }
        code { font-family: var(--mono); font-size: .875em; overflow-wrap: anywhere; }
        th, td, .call { overflow-wrap: break-word; }
        .id { font-size: .75rem; color: var(--faint); }
        pre { font: .8125rem/1.5 var(--mono); background: var(--soft); padding: .8rem 1rem; margin: .4rem 0;
          white-space: pre-wrap; border-radius: 6px; border-left: 3px solid var(--strong-line); }
        article { padding: 1rem 0; border-top: 1px solid var(--line); }
        article:first-of-type { border-top: 0; }
        .events { list-style: none; margin: .3rem 0; padding: 0 0 0 1rem; border-left: 3px solid var(--line); }
        .events li { margin: .15rem 0; font-size: .9375rem; }
        time { white-space: nowrap; }
        table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .9375rem; }
        caption { text-align: left; padding-bottom: .3rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-top: 1px solid var(--line); }
        thead th { font-size: .8125rem; font-weight: 600; color: var(--faint); border-top: 0; }
        tbody th { font-weight: 500; } td[data-label="By"] { min-width: 10rem; }
        .picture { margin: 0 0 2.5rem; padding: 1.2rem 0 0; border-top: 1px solid var(--strong-line); }
        figure { margin: 1rem 0; }
        .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
        .scroll svg { display: block; width: 100%; min-width: 46rem; height: auto; background: var(--paper); }
        svg text { font: 11px system-ui, "DejaVu Sans", sans-serif; fill: var(--faint); }
        svg .name { font: 12px var(--mono); fill: var(--ink);
          paint-order: stroke; stroke: var(--paper); stroke-width: 4; stroke-linejoin: round; } svg .band { fill: var(--edge); font-weight: 600; }
        svg .count { fill: var(--ink); font-weight: 600; }
        .window { fill: var(--band); } .edge { stroke: var(--edge); stroke-width: 1.5; stroke-dasharray: 5 3; }
        .tick { stroke: var(--line); } .session { fill: var(--strong-line); }
        .weakens { fill: var(--bad); } .strengthens { fill: none; stroke: var(--good); stroke-width: 2; }
        .failed { fill: none; stroke: var(--open); stroke-width: 2.5; } .neutral { fill: var(--ink); }
        figcaption { margin-top: .4rem; max-width: 46rem; }
        details { margin: .4rem 0; } summary { cursor: pointer; color: var(--link); width: fit-content; }
        footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); }
        @media (max-width: 44rem) {
          body { padding: 1rem 1rem 3rem; } h1 { font-size: 1.9rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
          dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dt { font-size: .8125rem; } dd { margin-bottom: .4rem; }
          table, tbody, tr, th, td, caption { display: block; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          tr { padding: .6rem 0; border-top: 1px solid var(--line); } th, td { border: 0; padding: 0; }
          td { position: relative; padding-left: 8.5rem; min-height: 1.5em; }
          td::before { content: attr(data-label); position: absolute; left: 0; color: var(--faint);
            font-size: .8125rem; }
        }
        @page { margin: 15mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
        @media print {
          :root { color-scheme: light; } body { font-size: 10pt; max-width: none; padding: 0; }
          nav, .skip, summary { display: none; }
          details::details-content { content-visibility: visible; block-size: auto; }
          .scroll { overflow: visible; border: 0; } .scroll svg { min-width: 0; }
          h1, h2, h3, h4, caption { break-after: avoid; } article, tr, figure { break-inside: avoid; }
          thead { display: table-header-group; } a { color: inherit; text-decoration: none; }
          .window, .session, .weakens, .neutral { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          table { font-size: 8.5pt; }
        }

        """
}
