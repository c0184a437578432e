namespace Intake.Core.Schemes.Reading;

/// <summary>A value of a scheme file.</summary>
internal abstract record FileNode;

internal sealed record ObjectNode(IReadOnlyDictionary<string, FileNode> Fields) : FileNode;

internal sealed record ArrayNode(IReadOnlyList<FileNode> Items) : FileNode;

internal sealed record TextNode(string Value) : FileNode;

/// <summary>A number; <paramref name="Value"/> is <see langword="null"/> where it is no whole number of 32 bits.</summary>
internal sealed record NumberNode(int? Value) : FileNode;

internal sealed record FlagNode(bool Value) : FileNode;

internal sealed record NullNode : FileNode;
