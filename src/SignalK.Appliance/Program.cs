using SignalK.Appliance.Cli;

return await CommandLine.RunAsync(args);
