namespace SignalK.Wasm.Tests.Differential;

sealed partial class ModuleGenerator
{
    /// <summary>One body, by types from the wanted result down to constants and locals.</summary>
    sealed class FunctionGenerator(ModuleGenerator module, string parameters, string locals, string results, int self)
    {
        const int MaxDepth = 5;

        readonly Random _random = module._random;
        readonly Code _code = new();
        readonly string _variables = parameters + locals;
        // What a branch to each open label has to leave, the outermost first.
        readonly List<string> _labels = [];
        int _budget = 150;

        public Code Generate()
        {
            _labels.Add(results);
            Statements(0, 4);
            foreach (var type in results)
                Value(type, 0);
            return _code;
        }

        void Statements(int depth, int most)
        {
            for (var count = _random.Next(1, most + 1); count > 0; count--)
                Statement(depth);
        }

        void Statement(int depth)
        {
            if (depth >= MaxDepth || _budget-- < 0)
                return;
            switch (_random.Next(18))
            {
                case < 4:
                    var local = _random.Next(_variables.Length);
                    Value(_variables[local], depth + 1);
                    _code.LocalSet(local);
                    break;
                case < 6:
                    var global = _random.Next(module._globals.Count);
                    Value(module._globals[global], depth + 1);
                    _code.GlobalSet(global);
                    break;
                case < 9:
                    Store(depth);
                    break;
                case 9:
                    Value('i', depth + 1);
                    _code.If();
                    Inside("", () => Statements(depth + 1, 2));
                    if (_random.Next(2) == 0)
                    {
                        _code.Else();
                        Inside("", () => Statements(depth + 1, 2));
                    }
                    _code.End();
                    break;
                case 10 or 11:
                    CountedLoop(depth);
                    break;
                case 12:
                    Branch(depth);
                    break;
                case 13:
                    BranchTable(depth);
                    break;
                case 14:
                    Bulk(depth);
                    break;
                case 15:
                    Tables(depth);
                    break;
                case 16:
                    Call(depth, null);
                    break;
                default:
                    Value(Types[_random.Next(Types.Length)], depth + 1);
                    _code.Drop();
                    break;
            }
        }

        /// <summary>Leaves one value.</summary>
        void Value(char type, int depth)
        {
            if (depth >= MaxDepth || _budget-- < 0)
            {
                Leaf(type);
                return;
            }
            switch (_random.Next(16))
            {
                case < 3:
                    Leaf(type);
                    break;
                case < 9:
                    var operators = Operators.ByResult[type];
                    var chosen = operators.ElementAt(_random.Next(operators.Count()));
                    foreach (var parameter in chosen.Parameters)
                        Value(parameter, depth + 1);
                    _code.Op(chosen.Bytes);
                    break;
                case 9:
                    Load(type, depth);
                    break;
                case 10:
                    Value(type, depth + 1);
                    Value(type, depth + 1);
                    Value('i', depth + 1);
                    if (_random.Next(2) == 0)
                        _code.Op(0x1B);
                    else
                        _code.Op(0x1C, 1, (byte)Type(type));
                    break;
                case 11:
                    Value('i', depth + 1);
                    _code.If((byte)Type(type));
                    Inside($"{type}", () => Value(type, depth + 1));
                    _code.Else();
                    Inside($"{type}", () => Value(type, depth + 1));
                    _code.End();
                    break;
                case 12:
                    _code.Block((byte)Type(type));
                    Inside($"{type}", () =>
                    {
                        Statements(depth + 1, 2);
                        Value(type, depth + 1);
                        if (_random.Next(2) == 0)
                        {
                            Value('i', depth + 1);
                            _code.BrIf(0);
                        }
                    });
                    _code.End();
                    break;
                case 13:
                    Call(depth, type);
                    break;
                case 14 when _variables.Contains(type):
                    Value(type, depth + 1);
                    _code.LocalTee(Pick(type));
                    break;
                case 15 when type == 'i':
                    switch (_random.Next(4))
                    {
                        case 0:
                            _code.MemorySize();
                            break;
                        case 1:
                            _code.I32Const(_random.Next(3)).MemoryGrow();
                            break;
                        case 2:
                            _code.Op(0xFC, 16, 0);
                            break;
                        default:
                            _code.I32Const(_random.Next(TableSize)).Op(0x25, 0, 0xD1);
                            break;
                    }
                    break;
                default:
                    Leaf(type);
                    break;
            }
        }

        void Leaf(char type)
        {
            var global = module._globals.IndexOf(type);
            if (_variables.Contains(type) && _random.Next(3) > 0)
                _code.LocalGet(Pick(type));
            else if (global >= 0 && _random.Next(2) == 0)
                _code.GlobalGet(global);
            else
                module.Constant(_code, type);
        }

        int Pick(char type)
        {
            int local;
            do
                local = _random.Next(_variables.Length);
            while (_variables[local] != type);
            return local;
        }

        void Inside(string label, Action content)
        {
            _labels.Add(label);
            content();
            _labels.RemoveAt(_labels.Count - 1);
        }

        /// <summary>A loop around a global that counts down; near the outermost of the call graph, so that most calls return.</summary>
        void CountedLoop(int depth)
        {
            _code.I32Const(_random.Next(1, 20)).GlobalSet(0).Loop();
            Inside("", () => Statements(depth + 1, 3));
            _code.GlobalGet(0).I32Const(1).Op(0x6B, 0x22).Unsigned((uint)_variables.Length - 1).GlobalSet(0);
            _code.GlobalGet(0).I32Const(0).Op(0x4A).BrIf(0).End();
        }

        void Branch(int depth)
        {
            // Loops count as labels without values, as they take none; a branch to one may spin until the fuel ends.
            var target = _random.Next(_labels.Count);
            foreach (var type in _labels[_labels.Count - 1 - target])
                Value(type, depth + 1);
            Value('i', depth + 1);
            _code.BrIf(target);
            foreach (var _ in _labels[_labels.Count - 1 - target])
                _code.Drop();
        }

        void BranchTable(int depth)
        {
            _code.Block().Block().Block();
            Value('i', depth + 1);
            _code.Op(0x0E).Unsigned(2).Unsigned(0).Unsigned(1).Unsigned(2).End();
            Inside("", () => Inside("", () => Statements(depth + 1, 1)));
            _code.End();
            Inside("", () => Statements(depth + 1, 1));
            _code.End();
        }

        void Call(int depth, char? wanted)
        {
            var candidates = module._functions
                .Where(function => function.Index > self || _random.Next(12) == 0)
                .Where(function => wanted is null || function.Results == $"{wanted}").ToArray();
            if (candidates.Length == 0)
            {
                if (wanted is { } type)
                    Leaf(type);
                return;
            }
            var (index, arguments, given) = candidates[_random.Next(candidates.Length)];
            foreach (var type in arguments)
                Value(type, depth + 1);
            if (_random.Next(4) == 0)
                _code.I32Const(_random.Next(TableSize)).CallIndirect(module._module.Type(Signature.Parse($"{arguments}:{given}")));
            else
                _code.Call(index);
            if (wanted is null)
            {
                foreach (var _ in given)
                    _code.Drop();
            }
        }

        void Address(int depth)
        {
            Value('i', depth + 1);
            if (_random.Next(12) > 0)
                _code.I32Const(0xFFF8).Op(0x71);
        }

        void Load(char type, int depth)
        {
            Address(depth);
            if (type == 'v')
                _code.Op(0xFD).Access(Choose<byte>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), Offset());
            else
            {
                _code.Access(type switch
                {
                    'i' => Choose<byte>(0x28, 0x2C, 0x2D, 0x2E, 0x2F),
                    'l' => Choose<byte>(0x29, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35),
                    'f' => 0x2A,
                    _ => 0x2B,
                }, Offset());
            }
        }

        void Store(int depth)
        {
            var type = Types[_random.Next(Types.Length)];
            Address(depth);
            Value(type, depth + 1);
            if (type == 'v')
                _code.Op(0xFD).Access(11, Offset());
            else
            {
                _code.Access(type switch
                {
                    'i' => Choose<byte>(0x36, 0x3A, 0x3B),
                    'l' => Choose<byte>(0x37, 0x3C, 0x3D, 0x3E),
                    'f' => 0x38,
                    _ => 0x39,
                }, Offset());
            }
        }

        /// <summary>memory.fill or memory.copy, of constant and of computed length.</summary>
        void Bulk(int depth)
        {
            Address(depth);
            if (_random.Next(2) == 0)
                Value('i', depth + 1);
            else
                Address(depth);
            if (_random.Next(2) == 0)
                _code.I32Const(_random.Next(300));
            else
            {
                Value('i', depth + 1);
                _code.I32Const(0x1FF).Op(0x71);
            }
            if (_random.Next(2) == 0)
                _code.MemoryFill();
            else
                _code.Op(0xFC, 10, 0, 0);
        }

        /// <summary>table.set, table.grow, table.fill, table.copy.</summary>
        void Tables(int depth)
        {
            switch (_random.Next(4))
            {
                case 0:
                    _code.I32Const(_random.Next(TableSize + 1)).I32Const(_random.Next(TableSize)).Op(0x25, 0).Op(0x26, 0);
                    break;
                case 1:
                    _code.Op(0xD0, 0x70).I32Const(_random.Next(3)).Op(0xFC, 15, 0).Drop();
                    break;
                case 2:
                    _code.I32Const(_random.Next(TableSize)).Op(0xD0, 0x70).I32Const(_random.Next(3)).Op(0xFC, 17, 0);
                    break;
                default:
                    _code.I32Const(_random.Next(TableSize)).I32Const(_random.Next(TableSize));
                    Value('i', depth + 1);
                    _code.I32Const(3).Op(0x71, 0xFC, 14, 0, 0);
                    break;
            }
        }

        uint Offset() => _random.Next(10) == 0 ? (uint)_random.Next(70_000) : (uint)_random.Next(16);

        T Choose<T>(params ReadOnlySpan<T> from) => from[_random.Next(from.Length)];
    }
}
