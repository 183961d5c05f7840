// SPDX-License-Identifier: GPL-2.0-only
/*
 * reboot("0 tryboot") for mainline kernels: tells the Raspberry Pi firmware to boot the [tryboot] section of autoboot.txt, once.
 * The vendor's kernel does this in its firmware driver; mainline's has no reboot notifier.
 */
#include <linux/module.h>
#include <linux/of.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <soc/bcm2835/raspberrypi-firmware.h>

#define TAG_SET_REBOOT_FLAGS 0x00038064
#define REBOOT_FLAG_TRYBOOT BIT(0)

static struct rpi_firmware *firmware;

static int tryboot_notify(struct notifier_block *block, unsigned long action, void *argument)
{
	u32 flags = REBOOT_FLAG_TRYBOOT;
	int status;

	if (action != SYS_RESTART || !argument || !strstr(argument, " tryboot"))
		return NOTIFY_DONE;
	status = rpi_firmware_property(firmware, TAG_SET_REBOOT_FLAGS, &flags, sizeof(flags));
	if (status)
		pr_err("rpi_tryboot: the firmware refused (%d): the next boot is an ordinary one\n", status);
	return NOTIFY_DONE;
}

static struct notifier_block tryboot_block = { .notifier_call = tryboot_notify };

static int __init tryboot_init(void)
{
	struct device_node *node = rpi_firmware_find_node();
	int status;

	if (!node)
		return -ENODEV;
	firmware = rpi_firmware_get(node);
	of_node_put(node);
	if (!firmware)
		return -EPROBE_DEFER;
	status = register_reboot_notifier(&tryboot_block);
	if (status)
		rpi_firmware_put(firmware);
	return status;
}

static void __exit tryboot_exit(void)
{
	unregister_reboot_notifier(&tryboot_block);
	rpi_firmware_put(firmware);
}

module_init(tryboot_init);
module_exit(tryboot_exit);
MODULE_DESCRIPTION("Raspberry Pi one-shot boot of the other slot, on mainline kernels");
MODULE_LICENSE("GPL");
