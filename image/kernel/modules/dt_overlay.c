// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adds device tree overlays to a running kernel: insmod dt_overlay file=NAME loads /usr/lib/firmware/NAME and applies it.
 * The boot slots are never edited, so what an owner names in appliance.json cannot stand in config.txt.
 */
#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>

static int changeset;

/* Written once for each overlay: /sys/module/dt_overlay/parameters/file. */
static int file_set(const char *value, const struct kernel_param *parameter)
{
	struct platform_device *device;
	const struct firmware *blob;
	char name[64];
	int status;

	if (strscpy(name, value, sizeof(name)) < 0)
		return -EINVAL;
	strim(name);
	if (!name[0])
		return 0;
	device = platform_device_register_simple("dt_overlay", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	status = request_firmware_direct(&blob, name, &device->dev);
	if (!status) {
		status = of_overlay_fdt_apply(blob->data, blob->size, &changeset, NULL);
		release_firmware(blob);
	}
	platform_device_unregister(device);
	if (status)
		pr_err("dt_overlay: %s: %d\n", name, status);
	return status;
}

static const struct kernel_param_ops file_ops = { .set = file_set };
module_param_cb(file, &file_ops, NULL, 0200);
MODULE_PARM_DESC(file, "overlay to apply, below /usr/lib/firmware");

static int __init dt_overlay_init(void)
{
	return 0;
}

static void __exit dt_overlay_exit(void)
{
}

module_init(dt_overlay_init);
module_exit(dt_overlay_exit);
MODULE_DESCRIPTION("Device tree overlays at run time");
MODULE_LICENSE("GPL");
