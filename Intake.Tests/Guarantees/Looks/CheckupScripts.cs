namespace Intake.Tests.Guarantees.Looks;

/// <summary>Scripts that the check-up runs in a page. None of them is part of the product, which has no script.</summary>
internal static class CheckupScripts
{
    private const string Run = """
        async options => {
          const result = await axe.run(document, { resultTypes: ['violations'], preload: false, ...options });
          return result.violations.map(rule => `${rule.id}: ${rule.help} at ${rule.nodes.slice(0, 4).map(node => node.target.join(' ') + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? '')).join(', ')}`);
        }
        """;

    /// <summary>All rules that are on by default, and the target size of WCAG 2.2, which is not.</summary>
    public const string AllRules = $"() => ({Run})({{ rules: {{ 'target-size': {{ enabled: true }} }} }})";

    /// <summary>The same without contrast, which takes most of axe's time and is asked at the widest and the narrowest.</summary>
    public const string AllButContrast =
        $"() => ({Run})({{ rules: {{ 'target-size': {{ enabled: true }}, 'color-contrast': {{ enabled: false }} }} }})";

    /// <summary>The rules that colours can break.</summary>
    public const string ContrastRules = $"() => ({Run})({{ runOnly: ['color-contrast', 'link-in-text-block'] }})";

    /// <summary>
    /// What sticks out of the screen, and what is cut off by its own box. A table may scroll within its box (WCAG 1.4.10
    /// leaves data tables out), and what only screen readers read is meant to be cut.
    /// </summary>
    public const string Fit = """
        () => {
          const wide = document.documentElement.clientWidth, out = [];
          const named = e => e.localName + (e.id ? '#' + e.id : e.className ? '.' + [...e.classList].join('.') : '');
          if (document.documentElement.scrollWidth > wide) out.push(`the page is ${document.documentElement.scrollWidth} wide`);
          for (const e of document.body.querySelectorAll('*')) {
            if (!e.checkVisibility() || e.closest('.sr-only, .unseen, .first-button, .skipnav, .table-scroll, .steps-now, svg')) continue;
            const style = getComputedStyle(e), box = e.getBoundingClientRect();
            if (box.width > 0 && (box.right > wide + 1 || box.left < -1) && style.position !== 'absolute') out.push(`${named(e)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
            const cuts = value => value !== 'visible';
            if (!/^(input|textarea|select|option)$/.test(e.localName) && e !== document.body
              && ((cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1))) out.push(`${named(e)} cuts its text`);
          }
          return out.slice(0, 6);
        }
        """;

    /// <summary>The text spacing of WCAG 1.4.12, in a sheet that the content policy does not stop.</summary>
    public const string Spaced = """
        () => { const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }'); document.adoptedStyleSheets = [sheet]; }
        """;

    public const string Doubled = """
        () => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 125% !important }'); document.adoptedStyleSheets = [sheet]; }
        """;

    public const string Plain = "() => { document.adoptedStyleSheets = []; }";

    private const string Named = """
        const nameOf = e => e.dataset.stop ??= `${[...document.querySelectorAll('*')].indexOf(e)}:${e.localName}${e.id ? '#' + e.id : ''}`;
        """;

    /// <summary>Where Tab has to stop, in the order of the page: of radio buttons with one name, the ticked or the first.</summary>
    public const string Interactive = "() => { " + Named + """
          const can = e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && e.type !== 'hidden';
          const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(can);
          const radio = e => e.type === 'radio';
          const group = e => all.filter(other => radio(other) && other.name === e.name && other.form === e.form);
          return all.filter(e => !radio(e) || (group(e).find(other => other.checked) ?? group(e)[0]) === e).map(nameOf);
        }
        """;

    /// <summary>The stop that has the focus and what is wrong with how it shows; empty when nothing has it.</summary>
    public const string Focused = "() => { " + Named + """
          const e = document.activeElement;
          if (!e || e === document.body) return [];
          const out = [nameOf(e)];
          const ringed = style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/, 0\)$/.test(style.outlineColor)) || style.boxShadow !== 'none';
          const label = /^(radio|checkbox)$/.test(e.type) ? e.labels[0] : null;
          if (!ringed(getComputedStyle(e)) && !(label && ringed(getComputedStyle(label, '::before')))) out.push('shows no focus');
          const box = (label ?? e).getBoundingClientRect();
          if (box.width < 2 || box.height < 2) out.push('has no size');
          if (box.bottom <= 0 || box.top >= innerHeight) out.push('is outside the screen');
          else {
            const at = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(8, box.width / 2))), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(8, box.height / 2))));
            if (at && at !== e && !e.contains(at) && !at.contains(e) && !(label && label.contains(at))) out.push(`lies under ${at.localName}.${at.className}`);
          }
          return out;
        }
        """;
}
