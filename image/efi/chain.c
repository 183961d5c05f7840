/* The PC's chain loader: starts \signalk.efi of the partition whose GPT name is its argument (systemd-boot's "options boot_a").
 *
 * systemd-boot starts what is on its own partition only. This lets it offer two slots, each a partition of its own that nothing
 * writes while the other runs, and never be written itself. Only the disk it came from is looked at. */
#include <efi.h>
#include <efilib.h>

/* The GPT entry array is read from the disk itself: the firmware's own partition handles tell a partition's GUID, not its name. */
struct gpt_header {
    UINT64 signature;
    UINT32 revision, header_size, crc, reserved;
    UINT64 my_lba, alternate_lba, first, last;
    EFI_GUID disk;
    UINT64 entries_lba;
    UINT32 entry_count, entry_size;
};

struct gpt_entry {
    EFI_GUID type, partition;
    UINT64 first, last, attributes;
    CHAR16 name[36];
};

static EFI_DEVICE_PATH *find_hard_drive(EFI_DEVICE_PATH *path)
{
    for (; !IsDevicePathEnd(path); path = NextDevicePathNode(path))
        if (DevicePathType(path) == MEDIA_DEVICE_PATH && DevicePathSubType(path) == MEDIA_HARDDRIVE_DP)
            return path;
    return NULL;
}

/* The length of a device path before its hard drive node: what names the disk. */
static UINTN disk_length(EFI_DEVICE_PATH *path)
{
    EFI_DEVICE_PATH *drive = find_hard_drive(path);
    return drive ? (UINTN)((UINT8 *)drive - (UINT8 *)path) : 0;
}

static BOOLEAN same_disk(EFI_DEVICE_PATH *one, EFI_DEVICE_PATH *other)
{
    UINTN length = disk_length(one);
    return length && length == disk_length(other) && CompareMem(one, other, length) == 0;
}

/* The handle of the whole disk that holds a partition. */
static EFI_HANDLE disk_of(EFI_DEVICE_PATH *partition)
{
    UINTN length = disk_length(partition);
    EFI_DEVICE_PATH *path = AllocateZeroPool(length + sizeof(EFI_DEVICE_PATH)), *rest = path;
    EFI_HANDLE disk = NULL;

    if (!path)
        return NULL;
    CopyMem(path, partition, length);
    SetDevicePathEndNode((EFI_DEVICE_PATH *)((UINT8 *)path + length));
    if (uefi_call_wrapper(BS->LocateDevicePath, 3, &gEfiBlockIoProtocolGuid, &rest, &disk) != EFI_SUCCESS || !IsDevicePathEnd(rest))
        disk = NULL;
    FreePool(path);
    return disk;
}

static EFI_STATUS partition_named(EFI_HANDLE disk, const CHAR16 *name, EFI_GUID *guid)
{
    EFI_BLOCK_IO_PROTOCOL *io;
    EFI_STATUS status = uefi_call_wrapper(BS->HandleProtocol, 3, disk, &gEfiBlockIoProtocolGuid, (void **)&io);
    if (EFI_ERROR(status))
        return status;

    UINTN block = io->Media->BlockSize, span = 128 * sizeof(struct gpt_entry);
    if (block < 512 || block > span)
        return EFI_UNSUPPORTED;
    UINT8 *buffer = AllocatePool(span);
    if (!buffer)
        return EFI_OUT_OF_RESOURCES;

    struct gpt_header header;
    UINT64 copies[2] = { 1, io->Media->LastBlock };
    for (int copy = 0; copy < 2; copy++) {
        status = uefi_call_wrapper(io->ReadBlocks, 5, io, io->Media->MediaId, copies[copy], block, buffer);
        if (EFI_ERROR(status))
            continue;
        CopyMem(&header, buffer, sizeof header);
        status = EFI_NOT_FOUND;
        if (header.signature != 0x5452415020494645ULL || header.entry_size != sizeof(struct gpt_entry) || header.entry_count != 128)
            continue;
        status = uefi_call_wrapper(io->ReadBlocks, 5, io, io->Media->MediaId, header.entries_lba, span, buffer);
        if (EFI_ERROR(status))
            continue;
        status = EFI_NOT_FOUND;
        struct gpt_entry *entries = (struct gpt_entry *)buffer;
        for (UINTN i = 0; i < 128; i++)
            if (StrnCmp(entries[i].name, name, 36) == 0) {
                *guid = entries[i].partition;
                FreePool(buffer);
                return EFI_SUCCESS;
            }
    }
    FreePool(buffer);
    return status;
}

static EFI_STATUS start(EFI_HANDLE image, EFI_HANDLE partition)
{
    EFI_HANDLE next;
    EFI_DEVICE_PATH *path = FileDevicePath(partition, L"\\signalk.efi");
    EFI_STATUS status = uefi_call_wrapper(BS->LoadImage, 6, FALSE, image, path, NULL, 0, &next);
    if (EFI_ERROR(status))
        return status;
    return uefi_call_wrapper(BS->StartImage, 3, next, NULL, NULL);
}

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *table)
{
    InitializeLib(image, table);
    EFI_LOADED_IMAGE *self;
    EFI_STATUS status = uefi_call_wrapper(BS->HandleProtocol, 3, image, &gEfiLoadedImageProtocolGuid, (void **)&self);
    if (EFI_ERROR(status))
        return status;

    CHAR16 name[37] = { 0 };
    if (!self->LoadOptions || self->LoadOptionsSize < 2 * sizeof(CHAR16) || self->LoadOptionsSize > sizeof name)
        return EFI_INVALID_PARAMETER;
    CopyMem(name, self->LoadOptions, self->LoadOptionsSize);

    EFI_DEVICE_PATH *own = DevicePathFromHandle(self->DeviceHandle);
    EFI_HANDLE disk = own ? disk_of(own) : NULL, *handles;
    EFI_GUID wanted;
    status = disk ? partition_named(disk, name, &wanted) : EFI_NOT_FOUND;
    UINTN count = 0;
    if (!EFI_ERROR(status))
        status = LibLocateHandle(ByProtocol, &gEfiSimpleFileSystemProtocolGuid, NULL, &count, &handles);
    if (!EFI_ERROR(status))
        status = EFI_NOT_FOUND;
    for (UINTN i = 0; i < count && status == EFI_NOT_FOUND; i++) {
        EFI_DEVICE_PATH *path = DevicePathFromHandle(handles[i]);
        HARDDRIVE_DEVICE_PATH *drive = path ? (HARDDRIVE_DEVICE_PATH *)find_hard_drive(path) : NULL;
        if (drive && same_disk(own, path) && CompareMem(drive->Signature, &wanted, sizeof wanted) == 0)
            status = start(image, handles[i]);
    }

    /* Nothing to press a key on: say why and start over, into the committed slot if this was a trial. */
    Print(L"signalk: cannot start slot %s: %r\n", name, status);
    uefi_call_wrapper(BS->Stall, 1, 3000000);
    uefi_call_wrapper(RT->ResetSystem, 4, EfiResetCold, status, 0, NULL);
    return status;
}
