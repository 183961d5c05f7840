namespace SignalK.Appliance.Demo;

/// <summary>Who is about on the demo's waters: ferries across, cargo along, pleasure craft, one at anchor, lights and a station.</summary>
static class DemoTraffic
{
    static readonly DemoRoute s_ferryLine = new(new(60.10, 24.93), new(59.80, 24.80), new(59.50, 24.74), new(59.51, 24.79), new(59.80, 24.88), new(60.09, 24.98));
    static readonly DemoRoute s_seaLane = new(new(59.74, 23.80), new(59.79, 24.60), new(59.86, 25.40), new(59.93, 26.20), new(59.90, 26.22), new(59.82, 25.40), new(59.75, 24.60), new(59.70, 23.82));
    static readonly DemoRoute s_archipelago = new(new(60.05, 24.80), new(60.02, 24.95), new(60.06, 25.10), new(60.08, 24.92));
    static readonly DemoRoute s_offshore = new(new(59.90, 24.60), new(59.82, 24.75), new(59.92, 24.90), new(59.98, 24.72));
    static readonly DemoRoute s_patrol = new(new(60.10, 25.00), new(59.85, 25.20), new(59.70, 24.70), new(59.90, 24.40));

    public static IReadOnlyList<Target> All { get; } =
    [
        new Ship(230990010, "DEMO STAR", s_ferryLine, 24.5, 0, 9900010, "ODMA", 60, new(140, 46, 13, 15), 6.6, "TALLINN"),
        new Ship(276990020, "DEMO PRINCESS", s_ferryLine, 21.0, 60_000, 9900022, "ESDB", 60, new(120, 55, 12, 14), 6.2, "HELSINKI"),
        new Ship(230990030, "DEMO TRADER", s_seaLane, 13.2, 20_000, 9900034, "ODMC", 70, new(150, 30, 12, 12), 8.4, "KOTKA"),
        new Ship(230990040, "DEMO AMBER", s_seaLane, 11.4, 95_000, 9900046, "ODMD", 80, new(190, 38, 16, 16), 11.0, "ROTTERDAM"),
        new Ship(276990050, "DEMO TUG", s_archipelago, 8.0, 3_000, 9900058, "ESDE", 52, new(18, 12, 5, 5), 4.1, "HELSINKI"),
        new Yacht(230990060, "DEMO GULL", s_archipelago, 5.4, 9_000, "OD6060", 36, new(8, 3, 2, 2)),
        new Yacht(230990070, "DEMO SEAL", s_offshore, 6.6, 4_000, "OD7070", 36, new(9, 4, 2, 2)),
        new Yacht(276990080, "DEMO HARE", s_offshore, 17.5, 15_000, "ES8080", 37, new(7, 4, 2, 2)),
        new Anchored(230990090, "DEMO PATIENCE", new(60.02, 25.12), 9900096, "ODMI", 80, new(160, 40, 15, 15), 9.7),
        new Helicopter(111230990, "DEMO RESCUE", s_patrol, 110, 0, 300),
        new Lighthouse(992309901, "DEMO LIGHT SOUTH", new(59.949, 24.926)),
        new Lighthouse(992309902, "DEMO LIGHT WEST", new(59.935, 24.410)),
        new ShoreStation(2309900, "DEMO RADIO", new(60.145, 24.985)),
    ];
}
