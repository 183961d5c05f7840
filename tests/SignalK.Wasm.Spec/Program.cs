using SignalK.Wasm.Spec;

return args switch
{
    ["kernels", .. var rest] => KernelCommand.Run(rest),
    ["border", .. var rest] => BorderCommand.Run(rest),
    ["code", .. var rest] => CodeCommand.Run(rest),
    ["fuzz", .. var rest] => FuzzCommand.Run(rest),
    _ => SuiteCommand.Run(args),
};
