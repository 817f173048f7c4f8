// SPDX-License-Identifier: Apache-2.0
//
// How the report's page looks: on a screen, in dark mode, on a phone, on paper. Color alone never carries meaning.

/// The style sheet of a report.
enum ReportStyle {
    static let text = """
        :root { color-scheme: light dark; --ink: #1c2127; --paper: #fff; --faint: #57606a; --line: #d5dae0;
          --strong-line: #8c959f; --good: #11652a; --bad: #a40e26; --soft: #f5f7f9; --link: #0a51a8;
          --mono: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace; }
        @media screen and (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --paper: #10141a; --faint: #a3adb8;
          --line: #323a44; --strong-line: #6b7684; --good: #62d279; --bad: #ff9a90; --soft: #181e26;
          --link: #86bcff; } }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
        body { font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
          color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 64rem; padding: 2rem 1.5rem 4rem;
          font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
        a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
        a:hover { text-decoration-thickness: .14em; }
        a:focus-visible, summary:focus-visible, pre:focus-visible {
          outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        h1, h2, h3 { line-height: 1.25; text-wrap: balance; font-weight: 650; }
        h1 { font-size: 2rem; margin: .25rem 0 1rem; letter-spacing: -.01em; }
        h2 { font-size: 1.4rem; margin: 3.5rem 0 1rem; padding-top: .8rem; border-top: 2px solid var(--ink); }
        h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
        p { margin: .5rem 0; max-width: 46rem; }
        .faint, figcaption, caption { color: var(--faint); }
        .small, figcaption, caption, footer { font-size: .875rem; }
        .good { color: var(--good); } .bad { color: var(--bad); } strong.bad, .bad strong { font-weight: 650; }
        .lead { font-size: 1.15rem; }
        .ref { font-size: .8125rem; white-space: nowrap; }
        .badge { display: inline-block; font-size: .8125rem; line-height: 1.35; font-weight: 600; padding: .08em .6em;
          border: 1px solid currentColor; border-radius: 1em; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); }
        nav { margin: 2rem 0 0; padding: .9rem 1.2rem; background: var(--soft); border-radius: 6px; }
        nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; }
        dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.2rem; margin: .8rem 0; }
        dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; max-width: 46rem; }
        .hash { font-family: var(--mono); font-size: .85em; }
        code { font-family: var(--mono); font-size: .875em; background: var(--soft); padding: .1em .3em;
          border-radius: 3px; overflow-wrap: anywhere; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        caption { text-align: left; padding-bottom: .3rem; }
        th, td { text-align: left; vertical-align: top; padding: .45rem 1rem .45rem 0;
          border-top: 1px solid var(--line); }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { font-size: .8125rem; font-weight: 600; color: var(--faint); border-top: 0; padding-bottom: .25rem;
          vertical-align: bottom; }
        tbody th { font-weight: 600; }
        tbody th.group { padding-top: 1rem; border-top: 1px solid var(--strong-line); font-weight: 400; }
        tbody th.group strong { font-weight: 650; margin-right: .5em; }
        .day { white-space: nowrap; }
        figure { margin: 1.2rem 0; }
        svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
        svg text { font: 11px system-ui, "DejaVu Sans", sans-serif; fill: var(--faint); }
        .quorum { fill: var(--good); } .few { fill: none; stroke: var(--bad); stroke-width: 1.5; }
        .key { display: inline-block; width: .7em; height: .7em; margin: 0 .2em 0 .8em; }
        .key.quorum { background: var(--good); } .key.few { border: 1.5px solid var(--bad); }
        details { margin: .4rem 0; }
        summary { cursor: pointer; color: var(--link); font-size: .875rem; width: fit-content; }
        pre { font: .8125rem/1.5 var(--mono); background: var(--soft); padding: .8rem 1rem; margin: .4rem 0;
          overflow-x: auto; border-radius: 6px; max-width: 100%; }
        ul.duties, ol.timeline { list-style: none; margin: 0; padding: 0; }
        .duties li, .timeline > li { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 1.2rem;
          padding: .8rem 0; border-top: 1px solid var(--line); }
        .duties li:first-child, .timeline > li:first-child { border-top: 0; }
        .duties p, .timeline p { margin: 0 0 .2rem; } .when { color: var(--faint); }
        .timeline h3 { margin: 0 0 .1rem; }
        .timeline dl { grid-template-columns: 7rem minmax(0, 1fr); margin: .4rem 0; font-size: .9375rem; }
        .steps { font-size: .8125rem; color: var(--faint); }
        article { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); gap: 0 .8rem; padding: .8rem 0;
          border-top: 1px solid var(--line); }
        article h3 { margin: 0; font-size: 1rem; } article p { margin: .1rem 0; }
        article:target, li:target { box-shadow: -.65rem 0 0 var(--paper), -.85rem 0 0 var(--link); }
        article:target details::details-content { content-visibility: visible; block-size: auto; }
        footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line); }
        .paper-only { display: none; }
        @media (max-width: 44rem) {
          body { padding: 1rem 1rem 3rem; } h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
          dl, .timeline dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
          dt { font-size: .8125rem; } dd { margin-bottom: .4rem; }
          th, td { padding-right: .6rem; font-size: .9375rem; }
          .duties li, .timeline > li { grid-template-columns: minmax(0, 1fr); }
          article { grid-template-columns: 2.6rem minmax(0, 1fr); }
          pre { padding: .6rem; } svg text { font-size: 16px; }
          table, tbody, tr, th, td, caption { display: block; }
          thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          tr { padding: .6rem 0; border-top: 1px solid var(--line); } th, td { border: 0; padding: 0; }
          tbody th.group { padding: .4rem 0 0; border: 0; }
          td { position: relative; padding-left: 8rem; min-height: 1.5em; }
          td::before { content: attr(data-label); position: absolute; left: 0; color: var(--faint);
            font-size: .8125rem; }
        }
        @page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } }
        @media print {
          :root { color-scheme: light; } body { font-size: 10pt; max-width: none; padding: 0; }
          h1 { font-size: 20pt; } h2 { font-size: 14pt; margin-top: 2rem; } h1, h2, h3, caption { break-after: avoid; }
          nav, .skip, details, .screen-only { display: none; } .paper-only { display: block; }
          .together, article, table, tr, figure, .duties li, .timeline > li { break-inside: avoid; }
          thead { display: table-header-group; }
          article { padding: .35rem 0; break-after: auto; } article h3 { break-after: auto; }
          .duties li, .timeline > li { padding: .5rem 0; } .timeline dl { gap: 0 1rem; }
          a { color: inherit; text-decoration: none; }
          pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); }
          p, li { orphans: 3; widows: 3; } article:target, li:target { box-shadow: none; }
          .key.quorum { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
