// Stands in for what the client's suite loads and does not need here: a server of its own, and multicast discovery.
module.exports = class {};
module.exports.default = module.exports;
