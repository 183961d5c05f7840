using SignalK.LoadGenerator;

if (args is ["plugins", ..])
{
    return await PluginSuite.RunAsync(args[1..]);
}

if (args is ["suite", ..])
{
    return await BenchSuite.RunAsync(args[1..]);
}

if (args is ["torture", ..])
{
    return await TortureSuite.RunAsync(args[1..]);
}

if (args.Contains("--help") || LoadOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return args.Contains("--help") ? 0 : 2;
}

Console.WriteLine((await LoadRun.RunAsync(options)).ToJsonString());
return 0;
