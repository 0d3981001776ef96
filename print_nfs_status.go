// Status values of NFS replies, RFC 1094 section 2.3.1 and RFC 1813 section 2.6.

package main

var nfsStatusNames = []token{
	{1, "Operation not permitted"}, {2, "No such file or directory"}, {5, "Input/output error"},
	{6, "Device not configured"}, {11, "Resource deadlock avoided"}, {12, "Cannot allocate memory"},
	{13, "Permission denied"}, {17, "File exists"}, {18, "Cross-device link"},
	{19, "Operation not supported by device"}, {20, "Not a directory"}, {21, "Is a directory"}, {22, "Invalid argument"},
	{26, "Text file busy"}, {27, "File too large"}, {28, "No space left on device"}, {30, "Read-only file system"},
	{31, "Too many links"}, {45, "Operation not supported"}, {62, "Too many levels of symbolic links"},
	{63, "File name too long"}, {66, "Directory not empty"}, {69, "Disc quota exceeded"}, {70, "Stale NFS file handle"},
	{71, "Too many levels of remote in path"}, {99, "Write cache flushed to disk"}, {10001, "Illegal NFS file handle"},
	{10002, "Update synchronization mismatch"}, {10003, "READDIR/READDIRPLUS cookie is stale"},
	{10004, "Operation not supported"}, {10005, "Buffer or request is too small"},
	{10006, "Unspecified error on server"}, {10007, "Object of that type not supported"},
	{10008, "Request couldn't be completed in time"},
}

// nfsClassicStatusNames are those that tcpdump 3.4 words differently.
var nfsClassicStatusNames = []token{{6, "No such device or address"}, {19, "No such device"}}
