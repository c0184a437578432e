using System.Reflection;
using System.Reflection.Emit;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>
/// Every type that a compiled type names: base, interfaces, fields, signatures, locals, and what its instructions touch,
/// lambdas and iterators nested in it included. Read from the IL, so an unused `using` does not count and a
/// fully qualified name does.
/// </summary>
public static class UsedTypes
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        foreach (var part in Nested(type))
        {
            Add(found, [part.BaseType, .. part.GetInterfaces(), .. part.GetFields(All).Select(field => field.FieldType)]);
            foreach (var method in part.GetMethods(All).Cast<MethodBase>().Concat(part.GetConstructors(All)))
            {
                AddMethod(found, method);
            }
        }

        return found;
    }

    /// <summary>The methods that one method's instructions name, each with its instruction.</summary>
    public static IEnumerable<(OpCode Code, MethodBase Method)> MethodsIn(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var (code, token) in MemberTokens(body.GetILAsByteArray()!))
        {
            if (Resolve(method, token) is MethodBase named) yield return (code, named);
        }
    }

    private static IEnumerable<Type> Nested(Type type) => type.GetNestedTypes(All).SelectMany(Nested).Prepend(type);

    private static void AddMethod(HashSet<Type> found, MethodBase method)
    {
        Add(found, [(method as MethodInfo)?.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)]);
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        Add(found, body.LocalVariables.Select(local => local.LocalType));
        Add(found, body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType));
        foreach (var (_, token) in MemberTokens(body.GetILAsByteArray()!))
        {
            AddMember(found, Resolve(method, token));
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        Add(found, [member as Type ?? member?.DeclaringType]);
        if (member is FieldInfo field)
        {
            Add(found, [field.FieldType]);
        }
        else if (member is MethodBase called)
        {
            Add(found, called.GetParameters().Select(parameter => parameter.ParameterType));
            Add(found, [(called as MethodInfo)?.ReturnType, .. called.IsGenericMethod ? called.GetGenericArguments() : []]);
        }
    }

    private static IEnumerable<(OpCode Code, int Token)> MemberTokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? (short)((il[at] << 8) | il[at + 1]) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return (code, BitConverter.ToInt32(il, at));
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static void Add(HashSet<Type> found, IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            if (type is null)
            {
                continue;
            }

            if (type.HasElementType)
            {
                Add(found, [type.GetElementType()]);
            }
            else if (!type.IsGenericParameter && found.Add(type) && type.IsConstructedGenericType)
            {
                Add(found, [type.GetGenericTypeDefinition(), .. type.GetGenericArguments()]);
            }
        }
    }
}
