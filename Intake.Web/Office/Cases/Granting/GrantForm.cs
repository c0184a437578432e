using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Granting;

/// <summary>What every form that gives access to a case asks before it does, as it was typed.</summary>
public sealed record GrantForm(
    bool NotNamed, IReadOnlyList<string> NotThis, string NotThisReason, string Warned, string WarnedReason)
{
    /// <summary>A form on which nothing is answered yet.</summary>
    public static GrantForm Empty { get; } = new(false, [], "", "", "");

    /// <summary>Reads it from what was posted.</summary>
    internal static GrantForm Of(PostedForm form) => new(
        form.Text("NotNamed") == "yes", form.Values("NotThis"), form.Text("NotThisReason"), form.Text("Warned"), form.Text("WarnedReason"));

    /// <summary>As the desks take it.</summary>
    internal GrantAnswers Answers => new()
    {
        NotNamed = NotNamed,
        NotThis = [.. NotThis.Where(value => Guid.TryParse(value, out _)).Select(Guid.Parse)],
        Reason = NotThisReason,
        Warned = Warned switch { "no" => WarnedAnswer.NotThem, "unknown" => WarnedAnswer.Unknown, _ => null },
        WarnedReason = WarnedReason,
    };

    /// <summary>The field at which a refusal is shown; null for one that belongs to the form's own fields.</summary>
    internal static string? FieldOf(CaseResult answer) => answer switch
    {
        CaseResult.NotNamedMissing => "NotNamed",
        CaseResult.NearUnanswered => "NotThis",
        CaseResult.NearReasonMissing => "NotThisReason",
        CaseResult.WarningUnanswered or CaseResult.WarnedChosen => "Warned",
        CaseResult.WarningReasonMissing => "WarnedReason",
        _ => null,
    };

    /// <summary>Says at once what else the answers lack, beside what the form was refused for.</summary>
    internal void AddFaults(FormErrors errors, IEnumerable<JudgedPerson> chosen, Text text)
    {
        if (!errors.Any) return;
        foreach (var fault in GrantCheck.Faults([.. chosen], Answers))
            if (FieldOf(fault) is { } field && errors.For(field) is null) errors.Add(field, fault.In(text));
    }

    /// <summary>A tick that stands for a role, in the scheme's words.</summary>
    internal static string TitleOf(string box, OfficeSession session, Text text) =>
        session.Scheme.WhoReads.Readers.FirstOrDefault(reader => reader.Name == box)?.Title.In(text.Language) ?? box;

    /// <summary>A person as they are offered: the address tells two of one name apart.</summary>
    internal static string NameOf(JudgedPerson person) => NameOf(person.Certificate.FullName, person.Email);

    /// <summary>The same of a name and an address.</summary>
    internal static string NameOf(string fullName, string email) => email.Length == 0 ? fullName : $"{fullName} ({email})";

    /// <summary>Why somebody can't be chosen; null for somebody who can.</summary>
    internal static string? BarredBy(JudgedPerson person, Text text) =>
        !person.Judgement.Bars ? null
        : person.Judgement.SteppedBack ? text["Refer.SteppedBack"]
        : person.Judgement.AccessEnded ? text["Refer.Ended"]
        : person.Judgement.KeptOutByStaff ? text["Refer.KeptOut"]
        : text["Refer.Barred", WhereOf(person, text)].Trim();

    /// <summary>Where somebody is named, perhaps: which entry, of which day, and the words around it.</summary>
    internal static string WhereOf(JudgedPerson person, Text text) => string.Join(" ", person.Judgement.Where.Take(3).Select(one =>
        text["Refer.Where", text[$"CaseFile.Entry.{one.Text.Kind}"], text.Date(one.Text.MadeOn), one.Excerpt]));

    /// <summary>The warnings among a case's entries, each with its day.</summary>
    internal static IReadOnlyList<ReportersWarning> WarningsOf(CaseView view) =>
    [
        .. view.Thread.Where(entry => entry.Kind == EntryKind.Exclusion && entry.As<ExclusionContent>()?.Box is not null)
            .Select(entry => new ReportersWarning(entry.As<ExclusionContent>()!.Box!, entry.Position, entry.MadeOn)),
    ];
}

/// <summary>Declares the fields of <see cref="GrantForm"/>.</summary>
internal static class GrantFields
{
    public static FormShape WithGrantFields(this FormShape shape) => shape.Text("NotNamed", 8).Many("NotThis", 200)
        .Text("NotThisReason", CaseForms.TextBytes).Text("Warned", 16).Text("WarnedReason", CaseForms.TextBytes);
}
