namespace SignalK.Wasm.Wasi;

internal delegate WasiErrno WasiHandler(in WasiCall call);

internal sealed record WasiFunction(WasmFunctionType Type, WasiHandler Handler);

/// <summary>Every function of preview 1 by its name.</summary>
internal static class WasiFunctions
{
    static readonly Dictionary<string, WasiFunction> s_functions = new()
    {
        // i is a 32-bit parameter, l a 64-bit one; all return an errno but proc_exit.
        ["args_get"] = New("ii", ProcessCalls.ArgsGet),
        ["args_sizes_get"] = New("ii", ProcessCalls.ArgsSizesGet),
        ["environ_get"] = New("ii", ProcessCalls.EnvironGet),
        ["environ_sizes_get"] = New("ii", ProcessCalls.EnvironSizesGet),
        ["clock_res_get"] = New("ii", ProcessCalls.ClockResGet),
        ["clock_time_get"] = New("ili", ProcessCalls.ClockTimeGet),
        ["fd_advise"] = New("illi", FileCalls.Advise),
        ["fd_allocate"] = New("ill", FileCalls.Allocate),
        ["fd_close"] = New("i", DescriptorCalls.Close),
        ["fd_datasync"] = New("i", FileCalls.Datasync),
        ["fd_fdstat_get"] = New("ii", DescriptorCalls.FdstatGet),
        ["fd_fdstat_set_flags"] = New("ii", DescriptorCalls.FdstatSetFlags),
        ["fd_fdstat_set_rights"] = New("ill", DescriptorCalls.FdstatSetRights),
        ["fd_filestat_get"] = New("ii", DescriptorCalls.FilestatGet),
        ["fd_filestat_set_size"] = New("il", FileCalls.SetSize),
        ["fd_filestat_set_times"] = New("illi", FileCalls.SetTimes),
        ["fd_pread"] = New("iiili", ReadWriteCalls.Pread),
        ["fd_prestat_get"] = New("ii", DescriptorCalls.PrestatGet),
        ["fd_prestat_dir_name"] = New("iii", DescriptorCalls.PrestatDirName),
        ["fd_pwrite"] = New("iiili", ReadWriteCalls.Pwrite),
        ["fd_read"] = New("iiii", ReadWriteCalls.Read),
        ["fd_readdir"] = New("iiili", DirectoryCalls.Readdir),
        ["fd_renumber"] = New("ii", DescriptorCalls.Renumber),
        ["fd_seek"] = New("ilii", ReadWriteCalls.Seek),
        ["fd_sync"] = New("i", FileCalls.Sync),
        ["fd_tell"] = New("ii", ReadWriteCalls.Tell),
        ["fd_write"] = New("iiii", ReadWriteCalls.Write),
        ["path_create_directory"] = New("iii", PathCalls.CreateDirectory),
        ["path_filestat_get"] = New("iiiii", PathStatCalls.Get),
        ["path_filestat_set_times"] = New("iiiilli", PathStatCalls.SetTimes),
        ["path_link"] = New("iiiiiii", PathCalls.Link),
        ["path_open"] = New("iiiiillii", PathOpenCall.Open),
        ["path_readlink"] = New("iiiiii", PathCalls.Readlink),
        ["path_remove_directory"] = New("iii", PathCalls.RemoveDirectory),
        ["path_rename"] = New("iiiiii", PathCalls.Rename),
        ["path_symlink"] = New("iiiii", PathCalls.Symlink),
        ["path_unlink_file"] = New("iii", PathCalls.UnlinkFile),
        ["poll_oneoff"] = New("iiii", PollCall.Poll),
        ["proc_exit"] = new WasiFunction(new WasmFunctionType([WasmValueType.I32], []), ProcessCalls.Exit),
        ["proc_raise"] = New("i", ProcessCalls.Raise),
        ["random_get"] = New("ii", ProcessCalls.RandomGet),
        ["sched_yield"] = New("", ProcessCalls.Yield),
        ["sock_accept"] = New("iii", SocketCalls.Any),
        ["sock_recv"] = New("iiiiii", SocketCalls.Any),
        ["sock_send"] = New("iiiii", SocketCalls.Any),
        ["sock_shutdown"] = New("ii", SocketCalls.Any),
    };

    public static IReadOnlyCollection<string> Names => s_functions.Keys;

    public static WasiFunction? Find(string name) => s_functions.GetValueOrDefault(name);

    static WasiFunction New(string parameters, WasiHandler handler) => new(
        new WasmFunctionType([.. parameters.Select(letter => letter == 'l' ? WasmValueType.I64 : WasmValueType.I32)], [WasmValueType.I32]),
        handler);
}
