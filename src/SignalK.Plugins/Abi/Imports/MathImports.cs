namespace SignalK.Plugins.Abi;

/// <summary>JavaScript's <c>Math</c>, for code compiled to use it in place of AssemblyScript's own.</summary>
internal static class MathImports
{
    public static IEnumerable<KeyValuePair<string, GuestImport>> All { get; } =
    [
        Of("abs", Math.Abs), Of("ceil", Math.Ceiling), Of("floor", Math.Floor), Of("trunc", Math.Truncate), Of("sqrt", Math.Sqrt),
        Of("cbrt", Math.Cbrt), Of("exp", Math.Exp), Of("expm1", Expm1), Of("log", Math.Log), Of("log2", Math.Log2),
        Of("log10", Math.Log10), Of("log1p", Log1p), Of("sin", Math.Sin), Of("cos", Math.Cos), Of("tan", Math.Tan),
        Of("asin", Math.Asin), Of("acos", Math.Acos), Of("atan", Math.Atan), Of("sinh", Math.Sinh), Of("cosh", Math.Cosh),
        Of("tanh", Math.Tanh), Of("asinh", Math.Asinh), Of("acosh", Math.Acosh), Of("atanh", Math.Atanh),
        Of("fround", x => (float)x),
        Of("sign", x => x > 0 ? 1 : x < 0 ? -1 : x),
        // Half goes up, also below zero; a whole number or what is none stays itself.
        Of("round", x => Math.Abs(x) >= 4503599627370496 ? x : Math.CopySign(Math.Floor(x) + (x - Math.Floor(x) >= 0.5 ? 1 : 0), x)),
        Of("clz32", x => uint.LeadingZeroCount((uint)Number.ToInt32(x))),
        OfTwo("atan2", Math.Atan2), OfTwo("hypot", double.Hypot), OfTwo("max", Math.Max), OfTwo("min", Math.Min), OfTwo("pow", Power),
        OfTwo("imul", (x, y) => unchecked(Number.ToInt32(x) * Number.ToInt32(y))),
        new("Math.random", (in call) => call.Imports.Random.NextDouble()),
        // What AssemblyScript's own Math.random starts from.
        new("seed", (in call) => call.Imports.Random.NextDouble() * call.Imports.Time.GetUtcNow().ToUnixTimeMilliseconds()),
    ];

    /// <summary>0 for what is no constant of <c>Math</c>.</summary>
    public static double Constant(string name) => name switch
    {
        "Math.E" => Math.E,
        "Math.PI" => Math.PI,
        "Math.LN2" => 0.6931471805599453,
        "Math.LN10" => 2.302585092994046,
        "Math.LOG2E" => 1.4426950408889634,
        "Math.LOG10E" => 0.4342944819032518,
        "Math.SQRT1_2" => 0.7071067811865476,
        "Math.SQRT2" => 1.4142135623730951,
        _ => 0,
    };

    static KeyValuePair<string, GuestImport> Of(string name, Func<double, double> function) =>
        new($"Math.{name}", (in call) => function(call.F64(0)));

    static KeyValuePair<string, GuestImport> OfTwo(string name, Func<double, double, double> function) =>
        new($"Math.{name}", (in call) => function(call.F64(0), call.F64(1)));

    // 1 to any power is 1 here as in C, but NaN in JavaScript when the exponent is NaN or infinite.
    static double Power(double x, double y) =>
        double.IsNaN(y) || (Math.Abs(x) == 1 && double.IsInfinity(y)) ? double.NaN : Math.Pow(x, y);

    // Kahan's corrections: exact to a few units near zero, where the plain formulas lose everything.
    static double Expm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) ? u : (u - 1) * x / Math.Log(u);
    }

    static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }
}
