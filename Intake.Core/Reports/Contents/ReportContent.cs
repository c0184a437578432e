using System.Text.Json.Serialization;

namespace Intake.Core.Reports.Contents;

/// <summary>
/// What a reporter wrote in the form: entry 1. Only the description is certain; what was skipped is null.
/// <see cref="ReportQuestions"/> asks for it.
/// </summary>
public sealed record ReportContent
{
    public required string Description { get; init; }
    public required bool Follow { get; init; }
    public required string Language { get; init; }

    /// <summary>A unit's name in the scheme, <c>several</c>, <c>unknown</c>, or null when skipped.</summary>
    public string? Unit { get; init; }

    /// <summary>The category's name as the reporter chose it; staff may set another on the case.</summary>
    public string? Category { get; init; }
    public string? Place { get; init; }
    public string? Period { get; init; }
    public string? StillGoingOn { get; init; }
    public string? Knowledge { get; init; }
    public string? Involved { get; init; }
    public string? Witnesses { get; init; }
    public string? InternalOrThirdParty { get; init; }
    public string? Relation { get; init; }
    public string? OwnStatus { get; init; }
    public string? TriedAlready { get; init; }
    public string? HelpWanted { get; init; }

    /// <summary>
    /// Of a report given to an administrator: <c>phone</c>, <c>meeting</c>
    /// or <c>letter</c>. Null for one sent by its reporter.
    /// </summary>
    public string? ToldBy { get; init; }

    /// <summary>Who wrote it down.</summary>
    public string? TakenDownBy { get; init; }

    /// <summary>What was written freely, and so may name people.</summary>
    [JsonIgnore]
    public IReadOnlyList<string?> FreeTexts =>
        [.. ReportQuestions.All.Where(question => question.MayNamePeople).Select(question => question.Answer(this))];
}

/// <summary>A report as it is staged between form and confirmation: the content, whom it names, and the files sealed so far.</summary>
public sealed record StagedContent
{
    /// <summary>For a report that came by telephone, at a meeting or in a letter: the day it came, where that was not today.</summary>
    public DateOnly? ArrivedOn { get; init; }

    public required ReportContent Report { get; init; }
    public IReadOnlyList<string> NamedReaders { get; init; } = [];
    public IReadOnlyList<AttachmentContent> Files { get; init; } = [];

    /// <summary>Whether originals are kept beside cleaned copies, as the reporter chose last.</summary>
    public bool? KeepsOriginals { get; init; }

    /// <summary>
    /// The form's fields as they were typed, while it is not in order or not finished; <see cref="Report"/> says nothing
    /// then and can't be sent. Null once the form was in order.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Typed { get; init; }

    /// <summary>
    /// Whether both were typed alike, with files of the same names and lengths: a file has another id each time it is sent.
    /// </summary>
    public bool SaysTheSameAs(StagedContent other) =>
        ContentJson.Write(this with { Files = [] }).AsSpan().SequenceEqual(ContentJson.Write(other with { Files = [] }))
        && Files.Select(file => (file.Name, file.Length)).SequenceEqual(other.Files.Select(file => (file.Name, file.Length)));
}
