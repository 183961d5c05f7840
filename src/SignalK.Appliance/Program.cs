Console.WriteLine("signalk");
