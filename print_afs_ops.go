// The procedures of AFS's servers (Zayas, AFS-3 Programmer's Reference, 1991, and OpenAFS's interface definitions): the
// names, and what is printed of arguments and results.
//
// In args and results a % and a letter stand for a field, all else is printed as it is:
//
//	u d  number without and with a sign     q  number of 64 bits    _  number, not printed
//	f    file id                            D  date                 b  bytes, not printed
//	s    counted string                     U  UUID                 y  yes or no
//	p n l  name in 64, 65 or 32 numbers     S  status to be set     a  access control list
//	i    list of ids                        N  list of names        F  list of file ids
//	C    list of callbacks                  t  kind of volume       v w x  VLDB entry, old, new and with UUIDs
//	V    list of volumes                    R  list of servers

package main

// afsOp is one procedure.
type afsOp struct {
	op            uint32
	name          string
	args, results string
}

var afsFileOps = []afsOp{
	{130, "fetch-data", "%f offset %u length %u", ""}, {131, "fetch-acl", "%f", "%a"}, {132, "fetch-status", "%f", ""},
	{133, "store-data", "%f%S offset %u length %u flen %u", ""}, {134, "store-acl", "%f%a", ""},
	{135, "store-status", "%f%S", ""}, {136, "remove-file", "%f%s", ""}, {137, "create-file", "%f%s%S", " new%f"},
	{138, "rename", " old%f%s new%f%s", ""}, {139, "symlink", "%f%s link to%s", ""}, {140, "link", "%f%s link to%f", ""},
	{141, "makedir", "%f%s%S", " new%f"}, {142, "rmdir", "%f%s", ""}, {143, "oldsetlock", "%f", ""},
	{144, "oldextlock", "%f", ""}, {145, "oldrellock", "%f", ""}, {146, "get-stats", "", ""}, {147, "give-cbs", "", ""},
	{148, "get-vlinfo", "%s", ""}, {149, "get-vlstats", " volid %u", ""}, {150, "set-vlstats", " volid %u", ""},
	{151, "get-rootvl", "", " root volume%s"}, {152, "check-token", "", ""}, {153, "get-time", "", "%D"},
	{154, "nget-vlinfo", " volname%s", ""}, {155, "bulk-stat", "%F", ""}, {156, "setlock", "%f", ""},
	{157, "extlock", "%f", ""}, {158, "rellock", "%f", ""}, {159, "xstat-ver", "", ""}, {160, "get-xstat", "", ""},
	{161, "dfs-lookup", "", ""}, {162, "dfs-flushcps", "", ""}, {163, "dfs-symlink", "", ""}, {220, "residency", "", ""},
	{65536, "inline-bulk-status", "%F", ""}, {65537, "fetch-data-64", "%f offset %q length %q", ""},
	{65538, "store-data-64", "%f%S offset %q length %q flen %q", ""},
}

var afsCallbackOps = []afsOp{
	{204, "callback", "%C", ""}, {205, "initcb", "", ""}, {206, "probe", "", ""}, {207, "getlock", "", ""},
	{208, "getce", "", ""}, {209, "xstatver", "", ""}, {210, "getxstat", "", ""}, {211, "initcb2", "", ""},
	{212, "whoareyou", "", ""}, {213, "initcb3", "", "%U"}, {214, "probeuuid", " afsuuid%U", ""},
	{215, "getsrvprefs", "", ""}, {216, "getcellservdb", "", ""}, {217, "getlocalcell", "", ""},
	{218, "getcacheconf", "", ""},
}

var afsProtectionOps = []afsOp{
	{500, "new-user", "%s id %u oldid %u", ""}, {501, "where-is-it", " id %u", ""}, {502, "dump-entry", " pos %d", ""},
	{503, "add-to-group", " uid %d gid %d", ""}, {504, "name-to-id", "%N", " ids:%i"}, {505, "id-to-name", " ids:%i", "%N"},
	{506, "delete", " id %d", ""}, {507, "remove-from-group", " uid %d gid %d", ""}, {508, "get-cps", " id %d", "%i"},
	{509, "new-entry", "%s flag %d oid %d", ""}, {510, "list-max", "", " maxuid %d maxgid %d"},
	{511, "set-max", " id %d gflag %d", ""}, {512, "list-entry", " id %d", ""},
	{513, "change-entry", " id %d%s oldid %d newid %d", ""}, {514, "list-elements", " id %d", "%i"},
	{515, "same-mbr-of", " uid %d gid %d", ""}, {516, "set-fld-sentry", "", ""}, {517, "list-owned", " id %d", "%i"},
	{518, "get-cps2", " id %d", "%i"}, {519, "get-host-cps", " id %d", "%i"}, {520, "update-entry", " id %d%s", ""},
	{521, "list-entries", "", ""},
}

var afsVLDBOps = []afsOp{
	{501, "create-entry", "%n", ""}, {502, "delete-entry", " volid %u%t", ""}, {503, "get-entry-by-id", " volid %u%t", "%v"},
	{504, "get-entry-by-name", "%s", "%v"}, {505, "get-new-volume-id", " bump %u", " newvol %u"},
	{506, "replace-entry", " volid %u%t%n", ""}, {507, "update-entry", " volid %u%t", ""},
	{508, "setlock", " volid %u%t", ""}, {509, "releaselock", " volid %u%t", ""},
	{510, "list-entry", " index %u", " count %u nextindex %u%v"}, {511, "list-attrib", "", ""},
	{512, "linked-list", "", ""}, {513, "get-stats", "", ""}, {514, "probe", "", ""}, {515, "get-addrs", "", ""},
	{516, "change-addr", "", ""}, {517, "create-entry-n", "%n", ""}, {518, "get-entry-by-id-n", " volid %u%t", "%w"},
	{519, "get-entry-by-name-n", "%s", "%w"}, {520, "replace-entry-n", " volid %u%t%n", ""},
	{521, "list-entry-n", " index %u", " count %u nextindex %u%w"}, {522, "list-attrib-n", "", ""},
	{523, "linked-list-n", "", ""}, {524, "update-entry-by-name", "%s", ""}, {525, "create-entry-u", "", ""},
	{526, "get-entry-by-id-u", "", "%x"}, {527, "get-entry-by-name-u", "%s", "%x"}, {528, "replace-entry-u", "", ""},
	{529, "list-entry-u", "", " count %u nextindex %u%x"}, {530, "list-attrib-u", "", ""}, {531, "linked-list-u", "", ""},
	{532, "regaddr", "", ""}, {533, "get-addrs-u", "", ""}, {534, "list-attrib-n2", "", ""},
}

var afsKAuthOps = []afsOp{
	{1, "auth-old", " principal%s%s", ""}, {2, "change-pw", " principal%s%s", ""},
	{3, "get-ticket-old", " kvno %u domain%s%b principal%s%s", ""}, {4, "set-pw", " principal%s%s kvno %u", ""},
	{5, "set-fields", " principal%s%s", ""}, {6, "create-user", " principal%s%s", ""},
	{7, "delete-user", " principal%s%s", ""}, {8, "get-entry", " principal%s%s", ""}, {9, "list-entry", "", ""},
	{10, "get-stats", "", ""}, {11, "debug", "", ""}, {12, "get-pw", " name%s", ""}, {13, "get-random-key", "", ""},
	{14, "unlock", " principal%s%s", ""}, {15, "lock-status", " principal%s%s", ""},
	{21, "authenticate", " principal%s%s", ""}, {22, "authenticate-v2", " principal%s%s", ""},
	{23, "get-ticket", " kvno %u domain%s%b principal%s%s", ""},
}

const afsVolumeStatus = " volid %u nextuniq %u type %u parentid %u clone %u backup %u restore %u maxquota %u minquota %u owner %u create%D access%D update%D expire%D backup%D copy%D"

var afsVolumeOps = []afsOp{
	{100, "create-volume", " partition %u name%s type %u parent %u", " volid %u trans %u"},
	{101, "delete-volume", " trans %u", ""}, {102, "restore", " totrans %u flags %u", ""},
	{103, "forward", " fromtrans %u fromdate%D server %u:%u:%u desttrans %u", ""}, {104, "end-trans", " trans %u", " %u"},
	{105, "clone", " trans %u purgevol %u newtype %u newname%s", " newvol %u"},
	{106, "set-flags", " trans %u flags %u", ""}, {107, "get-flags", " trans %u", " %u"},
	{108, "trans-create", " vol %u partition %u flags %u", " trans %u"}, {109, "dump", " fromtrans %u fromdate%D", ""},
	{110, "get-nth-volume", " index %u", " volume %u partition %u"},
	{111, "set-forwarding", " tid %u newsite %u", ""}, {112, "get-name", " tid", "%s"},
	{113, "get-status", " tid", afsVolumeStatus},
	{114, "sig-restore", " name%s type %u pid %u cloneid %u", ""}, {115, "list-partitions", "", ""},
	{116, "list-volumes", " partition %u flags %u", "%V"},
	{117, "set-id-types", " tid %u name%s type %u pid %u clone %u backup %u", ""}, {118, "monitor", "", ""},
	{119, "partition-info", " name%s", ""}, {120, "reclone", " tid %u", ""},
	{121, "list-one-volume", " partid %u volid %u", "%V"}, {122, "nuke", " partid %u volid %u", ""},
	{123, "set-date", " tid %u date%D", ""}, {124, "x-list-volumes", " partid %u volid %u", ""},
	{125, "x-list-one-volume", " partid %u volid %u", ""}, {126, "set-info", " tid %u", ""},
	{127, "x-list-partitions", "", ""}, {128, "forward-multiple", " fromtrans %u fromdate%D%R", ""},
}

var afsBosOps = []afsOp{
	{80, "create-bnode", " type%s instance%s", ""}, {81, "delete-bnode", "%s", ""}, {82, "set-status", "%s status %u", ""},
	{83, "get-status", "%s", ""}, {84, "enumerate-instance", " %u", ""}, {85, "get-instance-info", "%s", ""},
	{86, "get-instance-parm", "%s num %u", ""}, {87, "add-superuser", "%s", ""}, {88, "delete-superuser", "%s", ""},
	{89, "list-superusers", " %u", ""}, {90, "list-keys", " %u", ""}, {91, "add-key", " %u", ""},
	{92, "delete-key", " %u", ""}, {93, "set-cell-name", "%s", ""}, {94, "get-cell-name", "", ""},
	{95, "get-cell-host", " %u", ""}, {96, "add-cell-host", "%s", ""}, {97, "delete-cell-host", "%s", ""},
	{98, "set-t-status", "%s status %u", ""}, {99, "shutdown-all", "", ""}, {100, "restart-all", "", ""},
	{101, "startup-all", "", ""}, {102, "set-noauth-flag", "", ""}, {103, "re-bozo", "", ""}, {104, "restart", "%s", ""},
	{105, "start-bozo-install", "%s size %u flags %u date %u", ""}, {106, "uninstall", "%s", ""},
	{107, "get-dates", "", ""}, {108, "exec", "%s", ""}, {109, "prune", "", ""}, {110, "set-restart-time", "", ""},
	{111, "get-restart-time", "", ""}, {112, "start-bozo-log", "%s", ""}, {113, "wait-all", "", ""},
	{114, "get-instance-strings", "%s", ""}, {115, "get-restricted", "", ""}, {116, "set-restricted", "", ""},
}

// afsUbikOps are those by which the servers of one database agree (Kazar, Ubik, 1989). Protection and volume location
// are such databases.
var afsUbikOps = []afsOp{
	{10000, "vote-beacon", " syncsite %y votestart%D dbversion %u.%u tid %u.%u", " vote no"},
	{10001, "vote-debug-old", "", ""}, {10002, "vote-sdebug-old", "", ""}, {10003, "vote-getsyncsite", " site %u", ""},
	{10004, "vote-debug", "", ""}, {10005, "vote-sdebug", "", ""}, {10006, "vote-xdebug", "", ""},
	{10007, "vote-xsdebug", "", ""}, {20000, "disk-begin", " tid %u.%u", ""}, {20001, "disk-commit", " tid %u.%u", ""},
	{20002, "disk-lock", " tid %u.%u file %u pos %u length %u", ""},
	{20003, "disk-write", " tid %u.%u file %u pos %u", ""}, {20004, "disk-getversion", "", " dbversion %u.%u"},
	{20005, "disk-getfile", " file %u", ""}, {20006, "disk-sendfile", " file %u length %u dbversion %u.%u", ""},
	{20007, "disk-abort", " tid %u.%u", ""},
}
